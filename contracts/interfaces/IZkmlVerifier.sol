// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What the draft ERC-7992 asks of a verifier of inferences, and of the view of a registry that the verifier reads.
/// @notice As the draft stood in November 2025. Selectors, events and errors are the draft's; docs/registry.md says what of it does not fit.
interface IZkmlVerifier {
    /// @notice The draft's commitment to a model.
    struct ModelCommitment {
        bytes32 modelHash;
        bytes32 circuitHash;
        bytes32 vkHash;
        bytes4 proofSystemId;
        string uri;
    }

    /// @notice A proof was verified.
    event InferenceVerified(
        uint256 indexed modelId,
        bytes32 indexed inputCommitment,
        bytes output,
        address indexed caller
    );

    /// @notice No model has this number.
    error ModelNotFound(uint256 modelId);
    /// @notice The verifier refused the proof.
    error InvalidProof();
    /// @notice The verifier's code is no longer the model's.
    error ModelMismatch();
    /// @notice The commitment is not that of the output's public values.
    error InputCommitmentMismatch();
    /// @notice The model was revoked.
    error VerificationRefused_ModelDeprecated(uint256 modelId);

    /// @notice Reverts unless `proof` proves `output` for the model.
    function verifyInference(
        uint256 modelId,
        bytes32 inputCommitment,
        bytes calldata output,
        bytes calldata proof
    ) external;

    /// @notice First four bytes of the hash of the proof system's name.
    function proofSystemOf(uint256 modelId) external view returns (bytes4 proofSystemId);

    /// @notice Where `getModel` answers.
    function registry() external view returns (address registryAddress);
}
