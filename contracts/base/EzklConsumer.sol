// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEzklVerifier} from "../interfaces/IEzklVerifier.sol";
import {EzklContext} from "../libraries/EzklContext.sol";
import {EzklVerifierPin} from "../libraries/EzklVerifierPin.sol";

import {EzklConsumerBase} from "./EzklConsumerBase.sol";

/// @title Base of contracts that act on a proof.
/// @notice Pins one verifier and one model for good, and accepts a proof only for the context that this contract computes itself: this chain, this
/// contract, this model, the given account and scope. A context is spent once, whatever the proof's bytes are.
abstract contract EzklConsumer is EzklConsumerBase {
    IEzklVerifier private immutable _VERIFIER;
    bytes32 private immutable _VERIFIER_CODE_HASH;
    bytes32 private immutable _MODEL_DIGEST;
    uint256 private immutable _INSTANCE_COUNT;
    uint256 private immutable _CONTEXT_OFFSET;

    /// @param verifier_ deployed verifier of the model
    /// @param verifierCodeHash_ keccak256 of the verifier's runtime code, from the build and not from the chain
    /// @param modelDigest_ MODEL_DIGEST of the generated statement library
    /// @param instanceCount INSTANCES of the generated statement library
    /// @param contextOffset CONTEXT_OFFSET of the generated statement library; a model without context is refused
    /// @dev Reverts with an error of EzklVerifierPin for a plain or empty account, a delegated account, other code, a proxy, and a contract that accepts
    /// an empty proof, in this order; before the last, with one of EzklPrecompiles on a chain on which a proof shows nothing.
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

    /// @inheritdoc EzklConsumerBase
    function verifier() public view override returns (IEzklVerifier) {
        return _VERIFIER;
    }

    /// @inheritdoc EzklConsumerBase
    function verifierCodeHash() public view override returns (bytes32) {
        return _VERIFIER_CODE_HASH;
    }

    /// @inheritdoc EzklConsumerBase
    function modelDigest() public view override returns (bytes32) {
        return _MODEL_DIGEST;
    }

    /// @inheritdoc EzklConsumerBase
    function _layout() internal view override returns (uint256 instanceCount, uint256 contextOffset) {
        return (_INSTANCE_COUNT, _CONTEXT_OFFSET);
    }

    /// @dev The context itself: the model never changes.
    function _nullifierOf(bytes32 context, address, bytes32) internal pure override returns (bytes32) {
        return context;
    }
}
