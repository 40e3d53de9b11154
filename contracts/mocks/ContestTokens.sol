// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

import {HookedAccount} from "./HookedAccount.sol";

/// @notice A token with permits that anyone may mint.
contract MintableToken is ERC20Permit {
    constructor() ERC20("Mintable", "MINT") ERC20Permit("Mintable") {}

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }
}

/// @notice Keeps one unit of each transfer.
contract FeeOnTransferToken is MintableToken {
    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from != address(0) && to != address(0)) super._update(to, address(0), 1);
    }
}

/// @notice Credits one unit more than it was asked to move.
contract GenerousToken is MintableToken {
    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from != address(0) && to != address(0)) super._update(address(0), to, 1);
    }
}

/// @notice Moves nothing and says so by returning false, on the calls that it is told to refuse.
contract FalseToken is MintableToken {
    bool private _refusing;

    function refuse() external {
        _refusing = true;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        return !_refusing && super.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        return !_refusing && super.transferFrom(from, to, amount);
    }
}

/// @notice Moves what it is asked to and returns nothing, as some old tokens do.
contract SilentToken is MintableToken {
    function transfer(address to, uint256 amount) public override returns (bool) {
        super.transfer(to, amount);
        _returnNothing();
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        super.transferFrom(from, to, amount);
        _returnNothing();
    }

    function _returnNothing() private pure {
        assembly ("memory-safe") {
            return(0, 0)
        }
    }
}

/// @notice Before each transfer, has a given account make a given call, once.
contract HookedToken is MintableToken {
    HookedAccount private _account;
    address private _target;
    bytes private _call;

    /// @notice Arms the hook.
    function hook(HookedAccount account, address target, bytes calldata call_) external {
        (_account, _target, _call) = (account, target, call_);
    }

    function _update(address from, address to, uint256 amount) internal override {
        HookedAccount account = _account;
        _account = HookedAccount(payable(address(0)));
        super._update(from, to, amount);
        if (address(account) != address(0)) account.run(_target, 0, _call);
    }
}
