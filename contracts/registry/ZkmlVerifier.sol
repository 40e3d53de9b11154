// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEzklVerifier} from "../interfaces/IEzklVerifier.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IZkmlVerifier} from "../interfaces/IZkmlVerifier.sol";

/// @title The draft ERC-7992's verifier over a model registry.
/// @notice Anybody gives a published version its number, which follows from the version and never names another. A proof that passes here is good for
/// nobody in particular: nothing is spent, and whether its context is anybody's is for the caller to see. Consumers that pay stand on EzklConsumer.
contract ZkmlVerifier is IZkmlVerifier {
    struct Numbered {
        bytes32 modelId;
        uint256 version;
    }

    /// @notice What commitments begin with, so that they are nobody else's.
    bytes32 public constant COMMITMENT_DOMAIN = keccak256("ezkl/erc-7992/instances/v1");
    bytes4 private constant _PROOF_SYSTEM = bytes4(keccak256("halo2-kzg-bn254-ezkl-v1"));
    bytes4 private constant _ERC165 = 0x01ffc9a7;

    /// @notice The registry whose versions are numbered here.
    IModelRegistry public immutable MODELS;

    mapping(uint256 number => Numbered) private _numbered;

    /// @notice A published version can be called by this number from now on.
    event VersionNumbered(uint256 indexed number, bytes32 indexed modelId, uint256 indexed version);

    constructor(IModelRegistry models) {
        MODELS = models;
    }

    /// @notice Gives a published version its number. Again: the same.
    function numberVersion(bytes32 modelId, uint256 version) external returns (uint256 number) {
        require(
            version != 0 && version <= MODELS.latest(modelId),
            IModelRegistry.ModelRegistryVersionUnknown(modelId, version)
        );
        number = uint256(keccak256(abi.encode(modelId, version)));
        _numbered[number] = Numbered(modelId, version);
        emit VersionNumbered(number, modelId, version);
    }

    /// @inheritdoc IZkmlVerifier
    /// @dev `output` is abi.encode(uint256[] instances); `inputCommitment` is `commitmentOf` those.
    function verifyInference(
        uint256 modelId,
        bytes32 inputCommitment,
        bytes calldata output,
        bytes calldata proof
    ) external {
        IModelRegistry.ModelVersion memory entry = _entry(modelId);
        require(entry.revokedAt == 0, VerificationRefused_ModelDeprecated(modelId));
        require(entry.verifier.codehash == entry.codeHash, ModelMismatch());
        uint256[] memory instances = abi.decode(output, (uint256[]));
        require(inputCommitment == commitmentOf(modelId, instances), InputCommitmentMismatch());
        try IEzklVerifier(entry.verifier).verifyProof(proof, instances) returns (bool accepted) {
            require(accepted, InvalidProof());
        } catch {
            revert InvalidProof();
        }
        emit InferenceVerified(modelId, inputCommitment, output, msg.sender);
    }

    /// @notice The draft registry's reading function.
    function getModel(
        uint256 modelId
    ) external view returns (ModelCommitment memory commitment, bool deprecated, address owner) {
        IModelRegistry.ModelVersion memory entry = _entry(modelId);
        commitment = ModelCommitment({
            modelHash: entry.onnxSha256,
            circuitHash: entry.settingsSha256,
            vkHash: entry.codeHash,
            proofSystemId: _PROOF_SYSTEM,
            uri: entry.cardUri
        });
        deprecated = entry.revokedAt != 0;
        (owner, ) = MODELS.modelOf(_numbered[modelId].modelId);
    }

    /// @inheritdoc IZkmlVerifier
    function proofSystemOf(uint256 modelId) external view returns (bytes4 proofSystemId) {
        _entry(modelId);
        return _PROOF_SYSTEM;
    }

    /// @inheritdoc IZkmlVerifier
    function registry() external view returns (address registryAddress) {
        return address(this);
    }

    /// @notice ERC-165: the draft's verifier and ERC-165's own. Not the draft's registry, whose writing functions nothing here can have.
    function supportsInterface(bytes4 interfaceId) external pure returns (bool supported) {
        return interfaceId == type(IZkmlVerifier).interfaceId || interfaceId == _ERC165;
    }

    /// @notice Commits to all that a proof makes public, the public inputs and the context among it.
    function commitmentOf(uint256 modelId, uint256[] memory instances) public pure returns (bytes32 commitment) {
        return keccak256(abi.encode(COMMITMENT_DOMAIN, modelId, instances));
    }

    function _entry(uint256 number) private view returns (IModelRegistry.ModelVersion memory entry) {
        Numbered memory numbered = _numbered[number];
        require(numbered.version != 0, ModelNotFound(number));
        return MODELS.versionOf(numbered.modelId, numbered.version);
    }
}
