// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEzklVerifier} from "../interfaces/IEzklVerifier.sol";

/// @notice Accepts every proof but an empty one, for tests of what comes after verification. It proves nothing.
contract PermissiveVerifier is IEzklVerifier {
    error PermissiveVerifierEmptyProof();

    function verifyProof(bytes calldata proof, uint256[] calldata) external pure returns (bool) {
        require(proof.length != 0, PermissiveVerifierEmptyProof());
        return true;
    }
}
