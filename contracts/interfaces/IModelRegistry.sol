// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Which verifier a model's publisher stands behind, version by version.
/// @notice A model belongs to whoever publishes its first version: its id is the hash of that account and the name, so a name cannot be taken from
/// anybody. Versions count from 1 and never change; a publisher can only add one, or revoke one for good.
///
/// An entry shows that the publisher vouches for it and that, when it was published, the verifier's code had the hash told and passed the checks that
/// consumers make. It does not show that the code is the circuit of that ONNX file: rebuilding it from the file does.
interface IModelRegistry {
    /// @notice What a publisher says of a version.
    /// @param verifier deployed verifier
    /// @param codeHash keccak256 of its runtime code
    /// @param modelDigest what contexts are made with: sha256("hardhat-ezkl/model/v1" || onnxSha256 || settingsSha256)
    /// @param onnxSha256 of the ONNX file
    /// @param settingsSha256 of the settings in canonical form
    /// @param srsSha256 of the structured reference string
    /// @param ceremony short name of the ceremony that made it; empty: a dev SRS, whose maker can forge proofs
    /// @param licence SPDX expression, or empty
    /// @param cardUri where the model's card is, or empty
    struct ModelRelease {
        address verifier;
        bytes32 codeHash;
        bytes32 modelDigest;
        bytes32 onnxSha256;
        bytes32 settingsSha256;
        bytes32 srsSha256;
        string ceremony;
        string licence;
        string cardUri;
    }

    /// @notice A release, and when it was published and revoked; `revokedAt` is 0 for one that holds.
    struct ModelVersion {
        address verifier;
        bytes32 codeHash;
        bytes32 modelDigest;
        bytes32 onnxSha256;
        bytes32 settingsSha256;
        bytes32 srsSha256;
        string ceremony;
        string licence;
        string cardUri;
        uint64 publishedAt;
        uint64 revokedAt;
    }

    /// @notice A version was added.
    event ModelVersionPublished(
        bytes32 indexed modelId,
        uint256 indexed version,
        address indexed publisher,
        string name,
        address verifier,
        bytes32 codeHash,
        bytes32 modelDigest
    );
    /// @notice A version was revoked for good.
    event ModelVersionRevoked(bytes32 indexed modelId, uint256 indexed version, string reason);

    /// @notice Names have 1 to 64 bytes.
    error ModelRegistryNameLength(uint256 length);
    /// @notice The digest is not that of the two hashes.
    error ModelRegistryDigestMismatch(bytes32 expected, bytes32 actual);
    /// @notice One of the hashes of ONNX, settings and SRS is zero.
    error ModelRegistryHashMissing();
    /// @notice There is no such version.
    error ModelRegistryVersionUnknown(bytes32 modelId, uint256 version);
    /// @notice No version of the model was published.
    error ModelRegistryModelUnknown(bytes32 modelId);
    /// @notice Only the publisher revokes.
    error ModelRegistryNotPublisher(bytes32 modelId, address caller);
    /// @notice It was revoked before; the first reason stands.
    error ModelRegistryRevokedAlready(bytes32 modelId, uint256 version, uint64 revokedAt);
    /// @notice A revocation says why.
    error ModelRegistryReasonMissing();

    /// @notice Adds a version to the caller's model of that name; the first one makes the model.
    /// @dev Reverts with an error of EzklVerifierPin for a verifier that no consumer would pin, and with one of EzklPrecompiles on a chain on which none would.
    function publish(
        string calldata name,
        ModelRelease calldata release
    ) external returns (bytes32 modelId, uint256 version);

    /// @notice Revokes a version for good: consumers that opted in refuse its proofs from now on.
    function revoke(bytes32 modelId, uint256 version, string calldata reason) external;

    /// @notice keccak256(abi.encode(publisher, name)).
    function modelIdOf(address publisher, string calldata name) external pure returns (bytes32 modelId);

    /// @notice Who published a model, and its name. Reverts when there is none.
    function modelOf(bytes32 modelId) external view returns (address publisher, string memory name);

    /// @notice A version as it was published. Reverts when there is none.
    function versionOf(bytes32 modelId, uint256 version) external view returns (ModelVersion memory published);

    /// @notice Whether a version was revoked. Reverts when there is none. Cheap enough to ask before each proof.
    function isRevoked(bytes32 modelId, uint256 version) external view returns (bool revoked);

    /// @notice Number of the newest version, revoked or not; 0 when there is none.
    function latest(bytes32 modelId) external view returns (uint256 version);
}
