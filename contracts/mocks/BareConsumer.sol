// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEzklVerifier} from "../interfaces/IEzklVerifier.sol";

/// @notice The baseline of the gas test: the same entry as ScorerConsumer's, with a verifier's call and nothing around it.
contract BareConsumer {
    IEzklVerifier private immutable _VERIFIER;

    error BareConsumerRejected();

    constructor(IEzklVerifier verifier_) {
        _VERIFIER = verifier_;
    }

    function consume(bytes calldata proof, uint256[] calldata instances, address, bytes32) external view {
        require(_VERIFIER.verifyProof(proof, instances), BareConsumerRejected());
    }
}
