// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EzklConsumer} from "../../base/EzklConsumer.sol";
import {BiometricCodeStatement} from "../../generated/biometric-code/BiometricCodeStatement.sol";
import {IEzklVerifier} from "../../interfaces/IEzklVerifier.sol";
import {CaptureDevices} from "./CaptureDevices.sol";
import {HammingBits} from "./HammingBits.sol";

/// @title Captures that a device has signed for, and the codes that the model provably makes of them.
/// @notice The image stays with its owner. Device and proof speak of the same one: the device signs its hash, which the proof states beside the code.
abstract contract ProvenCaptures is CaptureDevices, EzklConsumer {
    uint256 public constant MIN_WEIGHT = 16;
    uint256 public constant MAX_WEIGHT = 112;

    uint256 private constant _CHUNK_BITS = 16;

    /// @notice Too few bits are set, or too many: no finger gives such a code.
    error CodeDegenerate(uint128 code);
    error CodeChunkOutOfRange(uint256 chunk, int256 value);

    /// @param verifierCodeHash_ keccak256 of the verifier's runtime code, from the build
    constructor(
        IEzklVerifier verifier_,
        bytes32 verifierCodeHash_,
        address owner_
    )
        CaptureDevices(owner_)
        EzklConsumer(
            verifier_,
            verifierCodeHash_,
            BiometricCodeStatement.MODEL_DIGEST,
            BiometricCodeStatement.INSTANCES,
            BiometricCodeStatement.CONTEXT_OFFSET
        )
    {}

    /// @notice The scope of a proof that enrols with this capture: one capture, one use.
    function enrolmentScope(uint256 imageHash) public pure returns (bytes32) {
        return keccak256(abi.encode("enroll", imageHash));
    }

    /// @notice The scope of a proof that asks for a move with this capture.
    function moveScope(uint256 imageHash) public pure returns (bytes32) {
        return keccak256(abi.encode("move", imageHash));
    }

    /// @dev Reverts unless a device has signed for the sender and this act, and the proof is of the same capture, account and act. Spends both.
    /// @return code what the model makes of the capture
    /// @return signer the device
    function _acceptCapture(
        bytes32 act,
        bytes calldata proof,
        uint256[] calldata instances,
        uint64 deadline,
        bytes calldata signature
    ) internal returns (uint128 code, address signer) {
        uint256 imageHash = BiometricCodeStatement.captureHash(instances);
        signer = _acceptSignature(imageHash, act, deadline, signature);
        bytes32 scope = act == ACT_ENROLL ? enrolmentScope(imageHash) : moveScope(imageHash);
        _consumeProof(proof, instances, msg.sender, scope);
        code = _codeOf(instances);
        uint256 weight = HammingBits.weight(code);
        require(weight >= MIN_WEIGHT && weight <= MAX_WEIGHT, CodeDegenerate(code));
    }

    /// @dev The chunks one after the other, the first in the highest bits.
    function _codeOf(uint256[] calldata instances) private pure returns (uint128 code) {
        for (uint256 i = 0; i < BiometricCodeStatement.CODE_LENGTH; ++i) {
            int256 chunk = BiometricCodeStatement.codeAt(instances, i);
            // A negative one keeps its sign when shifted.
            require(chunk >> _CHUNK_BITS == 0, CodeChunkOutOfRange(i, chunk));
            code = (code << uint128(_CHUNK_BITS)) | uint128(uint256(chunk));
        }
    }
}
