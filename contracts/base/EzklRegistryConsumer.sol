// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEzklVerifier} from "../interfaces/IEzklVerifier.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {EzklContext} from "../libraries/EzklContext.sol";
import {EzklVerifierPin} from "../libraries/EzklVerifierPin.sol";

import {EzklConsumerBase} from "./EzklConsumerBase.sol";

/// @title Base of contracts that act on proofs of one published model, and may go on to another of its versions.
/// @notice For those that opt in; EzklConsumer pins a verifier for good. The version in force changes in one way only: whoever the contract allows
/// announces another, the delay passes, and anybody applies it, never while a round is open. What is applied is what was announced, and it passes
/// the checks that every pinned verifier passes. Proofs of a revoked version are refused from the revocation on.
///
/// A nullifier names the model and not its version: what was spent under one version stays spent under the next.
///
/// Number of instances and place of the context are fixed, as is the code that decodes them. Scales are fixed in that code too, and nothing here can see
/// whether a version has others: the delay is there for people to look.
abstract contract EzklRegistryConsumer is EzklConsumerBase {
    /// @notice Which version of which model, where it is published, and how long another one waits.
    /// @param registry a ModelRegistry; its code is for the deployer to look at
    /// @param version the first to be in force
    /// @param upgradeDelay seconds from an announcement until it can be applied
    /// @param modelId model in it, for good
    /// @param verifierCodeHash of that version, from the build and not from the registry
    /// @param modelDigest of that version: MODEL_DIGEST of the generated statement library
    struct RegistryPin {
        IModelRegistry registry;
        uint64 version;
        uint32 upgradeDelay;
        bytes32 modelId;
        bytes32 verifierCodeHash;
        bytes32 modelDigest;
    }

    struct Pinned {
        IEzklVerifier verifier;
        uint64 version;
        bytes32 codeHash;
        bytes32 modelDigest;
    }

    /// @notice No delay is shorter.
    uint256 public constant MIN_UPGRADE_DELAY = 3 days;

    IModelRegistry private immutable _REGISTRY;
    bytes32 private immutable _MODEL_ID;
    uint256 private immutable _UPGRADE_DELAY;
    uint256 private immutable _INSTANCE_COUNT;
    uint256 private immutable _CONTEXT_OFFSET;

    Pinned private _inForce;
    Pinned private _announced;
    /// @dev 0 when nothing is announced.
    uint256 private _applicableFrom;

    /// @notice Another version was announced; from `applicableFrom` on anybody can apply it.
    event EzklUpgradeAnnounced(
        uint64 indexed version,
        IEzklVerifier verifier,
        bytes32 codeHash,
        bytes32 modelDigest,
        uint256 applicableFrom
    );
    /// @notice An announced version will not be applied.
    event EzklUpgradeWithdrawn(uint64 indexed version);
    /// @notice A version came into force.
    event EzklVersionPinned(uint64 indexed version, IEzklVerifier verifier, bytes32 codeHash, bytes32 modelDigest);

    /// @notice The delay is shorter than MIN_UPGRADE_DELAY.
    error EzklRegistryConsumerDelayTooShort(uint256 delay, uint256 minimum);
    /// @notice The registry's entry is not the version that this contract was built for.
    error EzklRegistryConsumerOtherModel(bytes32 expectedDigest, bytes32 actualDigest);
    /// @notice The version was revoked.
    error EzklRegistryConsumerRevoked(bytes32 modelId, uint64 version);
    /// @notice One version is announced already; withdraw it first.
    error EzklRegistryConsumerAnnouncedAlready(uint64 version);
    /// @notice No version is announced.
    error EzklRegistryConsumerNothingAnnounced();
    /// @notice The announced version cannot be applied yet.
    error EzklRegistryConsumerTooEarly(uint256 applicableFrom);
    /// @notice The version in force stays until the round is over.
    error EzklRegistryConsumerRoundOpen();

    /// @param pin what to stand on
    /// @param instanceCount INSTANCES of the generated statement library
    /// @param contextOffset CONTEXT_OFFSET of the generated statement library
    constructor(RegistryPin memory pin, uint256 instanceCount, uint256 contextOffset) {
        require(
            EzklContext.fits(contextOffset, instanceCount),
            EzklContext.EzklContextOutOfBounds(contextOffset, instanceCount)
        );
        require(
            pin.upgradeDelay >= MIN_UPGRADE_DELAY,
            EzklRegistryConsumerDelayTooShort(pin.upgradeDelay, MIN_UPGRADE_DELAY)
        );
        _REGISTRY = pin.registry;
        _MODEL_ID = pin.modelId;
        _UPGRADE_DELAY = pin.upgradeDelay;
        _INSTANCE_COUNT = instanceCount;
        _CONTEXT_OFFSET = contextOffset;
        Pinned memory first = _published(pin.registry, pin.modelId, pin.version);
        require(
            first.modelDigest == pin.modelDigest,
            EzklRegistryConsumerOtherModel(pin.modelDigest, first.modelDigest)
        );
        EzklVerifierPin.requirePinnable(first.verifier, pin.verifierCodeHash, instanceCount);
        _putInForce(first);
    }

    /// @notice Announces another version of the model.
    function announceUpgrade(uint64 version_) external {
        _requireAnnouncer();
        require(_applicableFrom == 0, EzklRegistryConsumerAnnouncedAlready(_announced.version));
        Pinned memory next = _published(_REGISTRY, _MODEL_ID, version_);
        _announced = next;
        _applicableFrom = block.timestamp + _UPGRADE_DELAY;
        emit EzklUpgradeAnnounced(version_, next.verifier, next.codeHash, next.modelDigest, _applicableFrom);
    }

    /// @notice Takes an announcement back.
    function withdrawUpgrade() external {
        _requireAnnouncer();
        _requireAnnounced();
        emit EzklUpgradeWithdrawn(_announced.version);
        delete _announced;
        delete _applicableFrom;
    }

    /// @notice Puts the announced version in force. For anybody, once the delay has passed and between rounds.
    function applyUpgrade() external {
        _requireAnnounced();
        require(block.timestamp >= _applicableFrom, EzklRegistryConsumerTooEarly(_applicableFrom));
        require(!_roundIsOpen(), EzklRegistryConsumerRoundOpen());
        Pinned memory next = _announced;
        _requireNotRevoked(_REGISTRY, _MODEL_ID, next.version);
        EzklVerifierPin.requirePinnable(next.verifier, next.codeHash, _INSTANCE_COUNT);
        delete _announced;
        delete _applicableFrom;
        _putInForce(next);
    }

    /// @notice The registry that revocations are looked up in.
    function modelRegistry() external view returns (IModelRegistry) {
        return _REGISTRY;
    }

    /// @notice The model whose versions can be in force here.
    function modelId() external view returns (bytes32) {
        return _MODEL_ID;
    }

    /// @notice Seconds between an announcement and the moment it can be applied.
    function upgradeDelay() external view returns (uint256) {
        return _UPGRADE_DELAY;
    }

    /// @notice The version in force.
    function version() external view returns (uint64) {
        return _inForce.version;
    }

    /// @notice The announced version and when it can be applied; two zeros when there is none.
    function announcedUpgrade() external view returns (uint64 version_, uint256 applicableFrom) {
        return (_announced.version, _applicableFrom);
    }

    /// @notice What an accepted proof for `account` and `scope` spends, whichever version it is of.
    function nullifierOf(address account, bytes32 scope) external view returns (bytes32) {
        return _nullifierOf(0, account, scope);
    }

    /// @inheritdoc EzklConsumerBase
    function verifier() public view override returns (IEzklVerifier) {
        return _inForce.verifier;
    }

    /// @inheritdoc EzklConsumerBase
    function verifierCodeHash() public view override returns (bytes32) {
        return _inForce.codeHash;
    }

    /// @inheritdoc EzklConsumerBase
    function modelDigest() public view override returns (bytes32) {
        return _inForce.modelDigest;
    }

    /// @dev Reverts unless the sender may announce and withdraw.
    function _requireAnnouncer() internal view virtual;

    /// @dev Whether somebody relies on the version in force: from the moment they pay, enter or prove until that is settled.
    function _roundIsOpen() internal view virtual returns (bool);

    /// @inheritdoc EzklConsumerBase
    function _checkProof(
        bytes calldata proof,
        uint256[] calldata instances,
        address account,
        bytes32 scope
    ) internal view virtual override returns (bytes32 nullifier) {
        _requireNotRevoked(_REGISTRY, _MODEL_ID, _inForce.version);
        return super._checkProof(proof, instances, account, scope);
    }

    /// @inheritdoc EzklConsumerBase
    function _layout() internal view override returns (uint256 instanceCount, uint256 contextOffset) {
        return (_INSTANCE_COUNT, _CONTEXT_OFFSET);
    }

    /// @dev The context's hash with the model's id for the digest, which another version has another of.
    function _nullifierOf(bytes32, address account, bytes32 scope) internal view override returns (bytes32) {
        return EzklContext.hash(address(this), _MODEL_ID, account, scope);
    }

    function _putInForce(Pinned memory pinned) private {
        _inForce = pinned;
        emit EzklVersionPinned(pinned.version, pinned.verifier, pinned.codeHash, pinned.modelDigest);
    }

    function _requireAnnounced() private view {
        require(_applicableFrom != 0, EzklRegistryConsumerNothingAnnounced());
    }

    function _published(
        IModelRegistry registry,
        bytes32 modelId_,
        uint64 version_
    ) private view returns (Pinned memory) {
        _requireNotRevoked(registry, modelId_, version_);
        IModelRegistry.ModelVersion memory entry = registry.versionOf(modelId_, version_);
        return
            Pinned({
                verifier: IEzklVerifier(entry.verifier),
                version: version_,
                codeHash: entry.codeHash,
                modelDigest: entry.modelDigest
            });
    }

    function _requireNotRevoked(IModelRegistry registry, bytes32 modelId_, uint64 version_) private view {
        require(!registry.isRevoked(modelId_, version_), EzklRegistryConsumerRevoked(modelId_, version_));
    }
}
