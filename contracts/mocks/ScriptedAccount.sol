// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice An account that makes any calls for anybody, all in one transaction.
contract ScriptedAccount {
    struct Call {
        address target;
        bytes data;
    }

    /// @notice Makes the calls in order; fails as the first that fails.
    function run(Call[] calldata calls) external {
        for (uint256 i = 0; i < calls.length; ++i) {
            // solhint-disable-next-line avoid-low-level-calls
            (bool ok, bytes memory data) = calls[i].target.call(calls[i].data);
            if (ok) continue;
            assembly ("memory-safe") {
                revert(add(data, 0x20), mload(data))
            }
        }
    }
}
