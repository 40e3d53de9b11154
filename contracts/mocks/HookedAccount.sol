// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice An account that does what anybody tells it to, and can be armed to make one more call whenever ether reaches it.
contract HookedAccount {
    address private _target;
    bytes private _call;
    bool private _refusing;

    error HookedAccountRefuses();

    receive() external payable {
        require(!_refusing, HookedAccountRefuses());
        if (_target != address(0)) _run(_target, 0, _call);
    }

    /// @notice What to call when ether arrives; the zero address for nothing.
    function hook(address target, bytes calldata call_) external {
        (_target, _call) = (target, call_);
    }

    /// @notice Whether ether is refused.
    function setRefusing(bool refusing) external {
        _refusing = refusing;
    }

    function run(address target, uint256 value, bytes calldata call_) external payable {
        _run(target, value, call_);
    }

    /// @dev Fails as the call failed.
    function _run(address target, uint256 value, bytes memory call_) private {
        (bool ok, bytes memory data) = target.call{value: value}(call_);
        if (ok) return;
        assembly ("memory-safe") {
            revert(add(data, 0x20), mload(data))
        }
    }
}
