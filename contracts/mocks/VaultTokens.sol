// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice A token of 18 decimals that anyone may mint, and whose issuer may begin to take a fee on transfers, to change balances, to refuse transfers of
/// nothing, or to freeze accounts.
contract ShiftyToken is ERC20 {
    uint256 private _fee;
    bool private _refusing;

    mapping(address account => bool) private _frozen;

    error ShiftyTokenNothingToMove();
    error ShiftyTokenFrozen(address account);

    constructor() ERC20("Shifty", "SHIFT") {}

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    /// @notice Units that each transfer loses from now on.
    function setFee(uint256 fee) external {
        _fee = fee;
    }

    /// @notice From now on a transfer moves something or fails.
    function refuseNothing() external {
        _refusing = true;
    }

    /// @notice From now on the account's balance stays where it is.
    function freeze(address account) external {
        _frozen[account] = true;
    }

    /// @notice As a token does that pays interest, or takes it, by itself.
    function setBalance(address account, uint256 balance) external {
        uint256 before = balanceOf(account);
        if (balance > before) _mint(account, balance - before);
        else _burn(account, before - balance);
    }

    function _update(address from, address to, uint256 amount) internal override {
        require(amount != 0 || !_refusing, ShiftyTokenNothingToMove());
        require(!_frozen[from], ShiftyTokenFrozen(from));
        super._update(from, to, amount);
        if (from != address(0) && to != address(0)) _takeFee(to);
    }

    function _takeFee(address from) private {
        super._update(from, address(0), _fee);
    }
}
