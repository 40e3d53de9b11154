// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title The one function of a generated verifier.
/// @notice Generated verifiers conform to this by ABI; they do not inherit it.
interface IEzklVerifier {
    /// @notice Reverts unless `proof` proves, for the verifier's own circuit, the statement that `instances` make.
    /// @param proof the proof's bytes, of the one length that the circuit has
    /// @param instances public field elements in circuit order, each below the BN254 scalar field's modulus
    /// @return accepted always true; callers refuse false all the same
    function verifyProof(bytes calldata proof, uint256[] calldata instances) external view returns (bool accepted);
}
