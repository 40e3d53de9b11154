// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EzklConsumer} from "../base/EzklConsumer.sol";
import {IEzklVerifier} from "../interfaces/IEzklVerifier.sol";

/// @notice The smallest consumer there is, for the recorded `scorer` proofs: two scores, then six context limbs.
contract ScorerConsumer is EzklConsumer {
    mapping(address account => uint256 count) public claims;

    constructor(
        IEzklVerifier verifier_,
        bytes32 codeHash,
        bytes32 modelDigest_,
        uint256 instanceCount,
        uint256 contextOffset
    ) EzklConsumer(verifier_, codeHash, modelDigest_, instanceCount, contextOffset) {}

    /// @notice Credits whoever sends the proof.
    function claim(bytes calldata proof, uint256[] calldata instances, bytes32 scope) external {
        _consumeProof(proof, instances, msg.sender, scope);
        ++claims[msg.sender];
    }

    function consume(bytes calldata proof, uint256[] calldata instances, address account, bytes32 scope) external {
        _consumeProof(proof, instances, account, scope);
    }

    function check(
        bytes calldata proof,
        uint256[] calldata instances,
        address account,
        bytes32 scope
    ) external view returns (bytes32) {
        return _checkProof(proof, instances, account, scope);
    }
}
