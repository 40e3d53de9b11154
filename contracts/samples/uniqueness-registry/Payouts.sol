// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";

import {RegistryTerms} from "./RegistryTerms.sol";

/// @title A pool that pays every enrolled account once a period.
/// @notice The pool is what this contract holds of the token: whoever sends some has funded it, and nothing but a payout takes any out. The first that
/// happens in a period fixes the period's share: the payout of the terms, or less where the pool does not hold as much for everybody who is enrolled then.
/// What arrives later in a period counts from the next one on; what nobody pulls in a period stays for later ones.
/// @dev Only those who were enrolled before a period may claim in it, and the share counts them all: shares of a period never add up to more than the
/// pool held. That is for a token whose balances change by transfers alone.
abstract contract Payouts is RegistryTerms, ReentrancyGuard {
    using SafeERC20 for IERC20;

    IERC20 public immutable TOKEN;

    /// @dev The last period that something happened in. Nobody is paid in period 0, whose share stays 0.
    uint256 private _openedPeriod;
    uint256 private _share;

    event PeriodOpened(uint256 indexed period, uint256 share, uint256 enrolled);
    event Claimed(address indexed account, uint256 indexed period, uint256 amount);
    /// @param amount what arrived
    event Funded(address indexed from, uint256 amount);

    error TokenNoCode(address token);

    constructor(IERC20 token) {
        require(address(token).code.length != 0, TokenNoCode(address(token)));
        TOKEN = token;
    }

    /// @notice Moves units of the token from the sender to the pool; a plain transfer does as well.
    function fund(uint256 amount) external nonReentrant {
        uint256 before = TOKEN.balanceOf(address(this));
        TOKEN.safeTransferFrom(msg.sender, address(this), amount);
        emit Funded(msg.sender, TOKEN.balanceOf(address(this)) - before);
    }

    /// @notice Pays the sender the share of the current period.
    function claim() external nonReentrant returns (uint256 amount) {
        amount = _openPeriod();
        uint256 period = currentPeriod();
        _markPaid(msg.sender, period);
        emit Claimed(msg.sender, period, amount);
        TOKEN.safeTransfer(msg.sender, amount);
    }

    /// @notice Fixes the share of the current period, unless something has already. Anyone may.
    function openPeriod() external returns (uint256 share) {
        return _openPeriod();
    }

    /// @notice The share of the current period: as fixed, or as it would be fixed now.
    /// @return period the current one
    /// @return share units of the token
    /// @return fixed_ whether it is fixed
    function openShare() external view returns (uint256 period, uint256 share, bool fixed_) {
        period = currentPeriod();
        fixed_ = period == _openedPeriod;
        share = fixed_ ? _share : _shareNow();
    }

    /// @notice Accounts that are enrolled.
    function enrolled() public view virtual returns (uint256);

    /// @dev To be called before anything changes who is enrolled.
    function _openPeriod() internal returns (uint256 share) {
        uint256 period = currentPeriod();
        if (period == _openedPeriod) return _share;
        share = _shareNow();
        (_openedPeriod, _share) = (period, share);
        emit PeriodOpened(period, share, enrolled());
    }

    /// @dev Reverts unless the account is due something in this period, and notes that it has it.
    function _markPaid(address account, uint256 period) internal virtual;

    function _shareNow() private view returns (uint256) {
        uint256 count = enrolled();
        return count == 0 ? 0 : Math.min(PAYOUT, TOKEN.balanceOf(address(this)) / count);
    }
}
