// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Identity of a model: its ONNX file and its settings.
library EzklModelDigest {
    string internal constant PREFIX = "hardhat-ezkl/model/v1";

    /// @notice What the build writes into manifests and statement libraries, from the sha-256 of the ONNX file and of the canonical settings.
    function digestOf(bytes32 onnxSha256, bytes32 settingsSha256) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(PREFIX, onnxSha256, settingsSha256));
    }
}
