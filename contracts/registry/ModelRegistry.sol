// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEzklVerifier} from "../interfaces/IEzklVerifier.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {EzklModelDigest} from "../libraries/EzklModelDigest.sol";
import {EzklVerifierPin} from "../libraries/EzklVerifierPin.sol";

/// @title Models by publisher and name, their versions, and what became of them.
/// @notice Nobody owns it. Nothing in it changes but for two things: a publisher adds a version, or revokes one for good.
contract ModelRegistry is IModelRegistry {
    struct Model {
        address publisher;
        string name;
        ModelVersion[] versions;
    }

    uint256 private constant _MAX_NAME_BYTES = 64;
    bytes4 private constant _ERC165 = 0x01ffc9a7;

    mapping(bytes32 modelId => Model) private _models;

    /// @inheritdoc IModelRegistry
    function publish(
        string calldata name,
        ModelRelease calldata release
    ) external returns (bytes32 modelId, uint256 version) {
        uint256 length = bytes(name).length;
        require(length != 0 && length <= _MAX_NAME_BYTES, ModelRegistryNameLength(length));
        _requireHashes(release);
        EzklVerifierPin.requirePinnable(IEzklVerifier(release.verifier), release.codeHash, 0);

        // The id names the sender, so this is the sender's own model whatever others have published.
        modelId = modelIdOf(msg.sender, name);
        Model storage model = _models[modelId];
        if (model.publisher == address(0)) {
            model.publisher = msg.sender;
            model.name = name;
        }
        model.versions.push(
            ModelVersion({
                verifier: release.verifier,
                codeHash: release.codeHash,
                modelDigest: release.modelDigest,
                onnxSha256: release.onnxSha256,
                settingsSha256: release.settingsSha256,
                srsSha256: release.srsSha256,
                ceremony: release.ceremony,
                licence: release.licence,
                cardUri: release.cardUri,
                publishedAt: uint64(block.timestamp),
                revokedAt: 0
            })
        );
        version = model.versions.length;
        emit ModelVersionPublished(
            modelId,
            version,
            msg.sender,
            name,
            release.verifier,
            release.codeHash,
            release.modelDigest
        );
    }

    /// @inheritdoc IModelRegistry
    function revoke(bytes32 modelId, uint256 version, string calldata reason) external {
        ModelVersion storage published = _version(modelId, version);
        require(msg.sender == _models[modelId].publisher, ModelRegistryNotPublisher(modelId, msg.sender));
        uint64 revokedAt = published.revokedAt;
        require(revokedAt == 0, ModelRegistryRevokedAlready(modelId, version, revokedAt));
        require(bytes(reason).length != 0, ModelRegistryReasonMissing());
        published.revokedAt = uint64(block.timestamp);
        emit ModelVersionRevoked(modelId, version, reason);
    }

    /// @inheritdoc IModelRegistry
    function modelOf(bytes32 modelId) external view returns (address publisher, string memory name) {
        Model storage model = _models[modelId];
        publisher = model.publisher;
        require(publisher != address(0), ModelRegistryModelUnknown(modelId));
        name = model.name;
    }

    /// @inheritdoc IModelRegistry
    function versionOf(bytes32 modelId, uint256 version) external view returns (ModelVersion memory published) {
        return _version(modelId, version);
    }

    /// @inheritdoc IModelRegistry
    function isRevoked(bytes32 modelId, uint256 version) external view returns (bool revoked) {
        return _version(modelId, version).revokedAt != 0;
    }

    /// @inheritdoc IModelRegistry
    function latest(bytes32 modelId) external view returns (uint256 version) {
        return _models[modelId].versions.length;
    }

    /// @notice ERC-165: this interface and ERC-165's own.
    function supportsInterface(bytes4 interfaceId) external pure returns (bool supported) {
        return interfaceId == type(IModelRegistry).interfaceId || interfaceId == _ERC165;
    }

    /// @inheritdoc IModelRegistry
    function modelIdOf(address publisher, string calldata name) public pure returns (bytes32 modelId) {
        return keccak256(abi.encode(publisher, name));
    }

    function _version(bytes32 modelId, uint256 version) private view returns (ModelVersion storage published) {
        ModelVersion[] storage versions = _models[modelId].versions;
        require(version != 0 && version <= versions.length, ModelRegistryVersionUnknown(modelId, version));
        return versions[version - 1];
    }

    function _requireHashes(ModelRelease calldata release) private pure {
        require(
            release.onnxSha256 != 0 && release.settingsSha256 != 0 && release.srsSha256 != 0,
            ModelRegistryHashMissing()
        );
        bytes32 expected = EzklModelDigest.digestOf(release.onnxSha256, release.settingsSha256);
        require(release.modelDigest == expected, ModelRegistryDigestMismatch(expected, release.modelDigest));
    }
}
