// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEzklVerifier} from "../interfaces/IEzklVerifier.sol";
import {EzklContext} from "../libraries/EzklContext.sol";
import {EzklFelt} from "../libraries/EzklFelt.sol";

/// @title What every consumer of proofs does, whichever way it came to its verifier.
/// @notice Order of the checks: number of instances, each instance below the field's modulus, the verifier's code, the context, the nullifier, then
/// the proof. The caller decodes the outputs with the model's generated library and checks what the chain itself knows (prices, windows, limits).
/// @dev Contracts inherit EzklConsumer or EzklRegistryConsumer, not this.
abstract contract EzklConsumerBase {
    /// @dev 1 once spent. A whole word: a bool would be read once more when it is written.
    mapping(bytes32 nullifier => uint256) private _spent;

    /// @notice A proof was accepted and its nullifier spent.
    event EzklProofConsumed(bytes32 indexed nullifier, address indexed account, bytes32 scope);

    /// @notice The number of instances is not the model's.
    error EzklConsumerInstanceCount(uint256 expected, uint256 actual);
    /// @notice Instance number `index` is no element of the field; modulo R it would stand for another one.
    error EzklConsumerInstanceOutOfRange(uint256 index, uint256 instance);
    /// @notice The verifier's code is no longer the pinned one.
    error EzklConsumerVerifierChanged(bytes32 expected, bytes32 actual);
    /// @notice This nullifier was spent before.
    error EzklConsumerNullifierSpent(bytes32 nullifier);
    /// @notice The verifier refused the proof that was to spend `nullifier`.
    error EzklConsumerProofRejected(bytes32 nullifier);

    /// @notice Whether a proof with this nullifier was consumed.
    function isSpent(bytes32 nullifier) public view returns (bool) {
        return _spent[nullifier] != 0;
    }

    /// @notice The pinned verifier.
    function verifier() public view virtual returns (IEzklVerifier);

    /// @notice keccak256 of the pinned verifier's runtime code.
    function verifierCodeHash() public view virtual returns (bytes32);

    /// @notice Identity of the model whose proofs are accepted.
    function modelDigest() public view virtual returns (bytes32);

    /// @notice The context that a proof for `account` and `scope` must carry here.
    function contextOf(address account, bytes32 scope) public view returns (bytes32) {
        return EzklContext.hash(address(this), modelDigest(), account, scope);
    }

    /// @dev Reverts unless the proof is valid, for this account and scope, and its nullifier not yet spent. Changes nothing. What overrides it adds checks.
    function _checkProof(
        bytes calldata proof,
        uint256[] calldata instances,
        address account,
        bytes32 scope
    ) internal view virtual returns (bytes32 nullifier) {
        (uint256 instanceCount, uint256 contextOffset) = _layout();
        _requireInstances(instances, instanceCount);
        IEzklVerifier at = verifier();
        _requireVerifierUnchanged(at);
        bytes32 context = contextOf(account, scope);
        EzklContext.requireLimbs(instances, contextOffset, context);
        nullifier = _nullifierOf(context, account, scope);
        require(_spent[nullifier] == 0, EzklConsumerNullifierSpent(nullifier));
        try at.verifyProof(proof, instances) returns (bool accepted) {
            require(accepted, EzklConsumerProofRejected(nullifier));
        } catch {
            revert EzklConsumerProofRejected(nullifier);
        }
    }

    /// @dev As `_checkProof`, and spends the nullifier. The verifier cannot call back: it is called without the right to change state.
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

    /// @dev What a proof with this context spends.
    function _nullifierOf(bytes32 context, address account, bytes32 scope) internal view virtual returns (bytes32);

    /// @dev How many instances the model has, and where among them the context begins; six limbs fit there.
    function _layout() internal view virtual returns (uint256 instanceCount, uint256 contextOffset);

    function _requireVerifierUnchanged(IEzklVerifier at) private view {
        bytes32 expected = verifierCodeHash();
        bytes32 actual = address(at).codehash;
        require(actual == expected, EzklConsumerVerifierChanged(expected, actual));
    }

    function _requireInstances(uint256[] calldata instances, uint256 expected) private pure {
        uint256 count = instances.length;
        require(count == expected, EzklConsumerInstanceCount(expected, count));
        uint256 index = EzklFelt.firstOutsideField(instances);
        if (index != count) revert EzklConsumerInstanceOutOfRange(index, instances[index]);
    }
}
