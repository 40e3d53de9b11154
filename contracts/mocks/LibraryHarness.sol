// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEzklVerifier} from "../interfaces/IEzklVerifier.sol";
import {EzklContext} from "../libraries/EzklContext.sol";
import {EzklFelt} from "../libraries/EzklFelt.sol";
import {EzklPrecompiles} from "../libraries/EzklPrecompiles.sol";
import {EzklVerifierPin} from "../libraries/EzklVerifierPin.sol";

/// @notice Opens the internal libraries to tests.
contract LibraryHarness {
    function toInt256(uint256 felt) external pure returns (int256) {
        return EzklFelt.toInt256(felt);
    }

    function tryToInt256(uint256 felt) external pure returns (bool, int256) {
        return EzklFelt.tryToInt256(felt);
    }

    function toWad(int256 value, uint256 scaleBits) external pure returns (int256) {
        return EzklFelt.toWad(value, scaleBits);
    }

    function contextHash(
        address consumer,
        bytes32 modelDigest,
        address account,
        bytes32 scope
    ) external view returns (bytes32) {
        return EzklContext.hash(consumer, modelDigest, account, scope);
    }

    function requireLimbs(uint256[] calldata instances, uint256 offset, bytes32 hash) external pure {
        EzklContext.requireLimbs(instances, offset, hash);
    }

    function requirePinnable(IEzklVerifier verifier, bytes32 codeHash, uint256 instanceCount) external view {
        EzklVerifierPin.requirePinnable(verifier, codeHash, instanceCount);
    }

    function requireWorkingPrecompiles() external view {
        EzklPrecompiles.requireWorking();
    }
}
