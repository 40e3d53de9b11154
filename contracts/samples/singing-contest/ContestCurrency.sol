// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";

import {ContestTerms} from "./ContestTerms.sol";

/// @title How a contest takes and pays its one currency, a token or the chain's own.
abstract contract ContestCurrency is ContestTerms, ReentrancyGuard {
    using SafeERC20 for IERC20;

    /// @notice What an account may claim.
    mapping(address account => uint256 amount) public owed;

    event PrizeClaimed(address indexed account, uint256 amount);

    /// @notice The value sent is not what this call costs; it is nothing where a token is the currency.
    error ContestValueMismatch(uint256 expected, uint256 actual);
    /// @notice The token credited another amount than it was asked to move: it takes a fee on transfers.
    error ContestFeeNotReceived(uint256 expected, uint256 received);
    error ContestPermitWithoutToken();
    error ContestNothingOwed(address account);
    error ContestPaymentFailed(address account, uint256 amount);

    /// @notice Pays the sender all that it is owed: prizes, the host's share, bonds.
    function claim() external nonReentrant {
        uint256 amount = owed[msg.sender];
        require(amount != 0, ContestNothingOwed(msg.sender));
        owed[msg.sender] = 0;
        emit PrizeClaimed(msg.sender, amount);
        _pay(msg.sender, amount);
    }

    /// @dev Takes exactly `amount` from the sender.
    function _collect(uint256 amount) internal {
        bool native = _isNative();
        uint256 value = native ? amount : 0;
        require(msg.value == value, ContestValueMismatch(value, msg.value));
        if (native) return;
        uint256 before = _TOKEN.balanceOf(address(this));
        _TOKEN.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = _TOKEN.balanceOf(address(this)) - before;
        require(received == amount, ContestFeeNotReceived(amount, received));
    }

    /// @dev Uses the sender's signed allowance, or finds it used. Whoever sees the permit can send it first, and an account may have approved by other
    /// means: whether the allowance is there shows when it is spent.
    function _permit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) internal {
        require(!_isNative(), ContestPermitWithoutToken());
        // solhint-disable-next-line no-empty-blocks
        try IERC20Permit(address(_TOKEN)).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}
    }

    function _pay(address account, uint256 amount) internal {
        if (!_isNative()) {
            _TOKEN.safeTransfer(account, amount);
            return;
        }
        // solhint-disable-next-line avoid-low-level-calls
        (bool paid, ) = account.call{value: amount}("");
        require(paid, ContestPaymentFailed(account, amount));
    }

    function _isNative() private view returns (bool) {
        return address(_TOKEN) == address(0);
    }
}
