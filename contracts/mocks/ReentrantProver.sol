// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SignalBounty} from "../samples/signal-bounty/SignalBounty.sol";

/// @notice Proves for itself, and asks for its money again while it is being paid.
contract ReentrantProver {
    SignalBounty private immutable _BOUNTY;
    bool private _greedy;

    constructor(SignalBounty bounty) {
        _BOUNTY = bounty;
    }

    receive() external payable {
        if (_greedy) _BOUNTY.withdraw();
    }

    function submit(uint256 epoch, bytes calldata proof, uint256[] calldata instances) external {
        _BOUNTY.submit(epoch, proof, instances);
    }

    function withdraw(bool greedy) external {
        _greedy = greedy;
        _BOUNTY.withdraw();
    }
}
