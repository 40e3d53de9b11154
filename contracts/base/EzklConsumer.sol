// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEzklVerifier} from "../interfaces/IEzklVerifier.sol";
import {EzklContext} from "../libraries/EzklContext.sol";
import {EzklFelt} from "../libraries/EzklFelt.sol";
import {EzklVerifierPin} from "../libraries/EzklVerifierPin.sol";

/// @title Base of contracts that act on a proof.
/// @notice Pins one verifier and one model for good, and accepts a proof only for the context that this contract computes itself: this chain, this
/// contract, this model, the given account and scope. A context is spent once, whatever the proof's bytes are.
///
/// Order of the checks: number of instances, each instance below the field's modulus, the verifier's code, the context, the nullifier, then the
/// proof. The caller decodes the outputs with the model's generated library and checks what the chain itself knows (prices, windows, limits).
abstract contract EzklConsumer {
    IEzklVerifier private immutable _VERIFIER;
    bytes32 private immutable _VERIFIER_CODE_HASH;
    bytes32 private immutable _MODEL_DIGEST;
    uint256 private immutable _INSTANCE_COUNT;
    uint256 private immutable _CONTEXT_OFFSET;

    /// @dev 1 once spent. A whole word: a bool would be read once more when it is written.
    mapping(bytes32 nullifier => uint256) private _spent;

    /// @notice A proof was accepted and its context spent.
    event EzklProofConsumed(bytes32 indexed nullifier, address indexed account, bytes32 scope);

    /// @notice The number of instances is not the model's.
    error EzklConsumerInstanceCount(uint256 expected, uint256 actual);
    /// @notice Instance number `index` is no element of the field; modulo R it would stand for another one.
    error EzklConsumerInstanceOutOfRange(uint256 index, uint256 instance);
    /// @notice The verifier's code is no longer the pinned one.
    error EzklConsumerVerifierChanged(bytes32 expected, bytes32 actual);
    /// @notice This context was used before.
    error EzklConsumerNullifierSpent(bytes32 nullifier);
    /// @notice The verifier refused the proof that was to spend `nullifier`.
    error EzklConsumerProofRejected(bytes32 nullifier);

    /// @param verifier_ deployed verifier of the model
    /// @param verifierCodeHash_ keccak256 of the verifier's runtime code, from the build and not from the chain
    /// @param modelDigest_ MODEL_DIGEST of the generated statement library
    /// @param instanceCount INSTANCES of the generated statement library
    /// @param contextOffset CONTEXT_OFFSET of the generated statement library; a model without context is refused
    /// @dev Reverts with an error of EzklVerifierPin for a plain or empty account, a delegated account, other code, a proxy, and a contract that accepts
    /// an empty proof, in this order.
    constructor(
        IEzklVerifier verifier_,
        bytes32 verifierCodeHash_,
        bytes32 modelDigest_,
        uint256 instanceCount,
        uint256 contextOffset
    ) {
        require(
            EzklContext.fits(contextOffset, instanceCount),
            EzklContext.EzklContextOutOfBounds(contextOffset, instanceCount)
        );
        EzklVerifierPin.requirePinnable(verifier_, verifierCodeHash_, instanceCount);
        _VERIFIER = verifier_;
        _VERIFIER_CODE_HASH = verifierCodeHash_;
        _MODEL_DIGEST = modelDigest_;
        _INSTANCE_COUNT = instanceCount;
        _CONTEXT_OFFSET = contextOffset;
    }

    /// @notice The pinned verifier.
    function verifier() public view returns (IEzklVerifier) {
        return _VERIFIER;
    }

    /// @notice keccak256 of the pinned verifier's runtime code.
    function verifierCodeHash() public view returns (bytes32) {
        return _VERIFIER_CODE_HASH;
    }

    /// @notice Identity of the model whose proofs are accepted.
    function modelDigest() public view returns (bytes32) {
        return _MODEL_DIGEST;
    }

    /// @notice The context that a proof for `account` and `scope` must carry here, and the nullifier it spends.
    function contextOf(address account, bytes32 scope) public view returns (bytes32) {
        return EzklContext.hash(address(this), _MODEL_DIGEST, account, scope);
    }

    /// @notice Whether a proof with this nullifier was consumed.
    function isSpent(bytes32 nullifier) public view returns (bool) {
        return _spent[nullifier] != 0;
    }

    /// @dev Reverts unless the proof is valid, for this account and scope, and not yet consumed. Changes nothing.
    /// @return nullifier the full context hash
    function _checkProof(
        bytes calldata proof,
        uint256[] calldata instances,
        address account,
        bytes32 scope
    ) internal view returns (bytes32 nullifier) {
        _requireInstances(instances);
        bytes32 codeHash = address(_VERIFIER).codehash;
        require(codeHash == _VERIFIER_CODE_HASH, EzklConsumerVerifierChanged(_VERIFIER_CODE_HASH, codeHash));
        nullifier = contextOf(account, scope);
        EzklContext.requireLimbs(instances, _CONTEXT_OFFSET, nullifier);
        require(_spent[nullifier] == 0, EzklConsumerNullifierSpent(nullifier));
        try _VERIFIER.verifyProof(proof, instances) returns (bool accepted) {
            require(accepted, EzklConsumerProofRejected(nullifier));
        } catch {
            revert EzklConsumerProofRejected(nullifier);
        }
    }

    /// @dev As `_checkProof`, and spends the context. The verifier cannot call back: it is called without the right to change state.
    function _consumeProof(
        bytes calldata proof,
        uint256[] calldata instances,
        address account,
        bytes32 scope
    ) internal returns (bytes32 nullifier) {
        nullifier = _checkProof(proof, instances, account, scope);
        _spent[nullifier] = 1;
        emit EzklProofConsumed(nullifier, account, scope);
    }

    function _requireInstances(uint256[] calldata instances) private view {
        uint256 count = instances.length;
        require(count == _INSTANCE_COUNT, EzklConsumerInstanceCount(_INSTANCE_COUNT, count));
        uint256 index = EzklFelt.firstOutsideField(instances);
        if (index != count) revert EzklConsumerInstanceOutOfRange(index, instances[index]);
    }
}
