// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEzklVerifier} from "../interfaces/IEzklVerifier.sol";

import {EzklPrecompiles} from "./EzklPrecompiles.sol";

/// @title The checks that a consumer makes once, before it pins a verifier.
/// @notice The code hash says which code answers; the checks here refuse code whose answers the hash does not fix, and code that does not check.
///
/// A proxy's own code hash never changes while what it forwards to does. So the code is swept for instructions that hand control to other code
/// or read storage: DELEGATECALL, CALLCODE, CALL, CREATE, CREATE2, SELFDESTRUCT, SLOAD, TLOAD, and every STATICCALL except those that push
/// the address of a precompile (1 to 10) right before it. A generated verifier needs none of the former and three of the latter. The
/// sweep follows the EVM's own rule for what is code: push data is skipped, and what follows an instruction that ends execution is dead until the next
/// JUMPDEST. The compiler's metadata is swept like the rest, since it can be jumped into: by chance about one build in a hundred is refused for its
/// metadata hash, and compiling with `bytecodeHash: "none"` mends that. The sweep costs about 90 gas a byte, once. Not swept for: reads of the block,
/// of the caller or of other accounts' code; those are for whoever computes the expected code hash from reviewed source, as the build does. A verifier
/// whose key is too large for its code reads it from accounts that its constructor created and compares its hash with a constant, so that its own code
/// still fixes what it accepts.
library EzklVerifierPin {
    /// @notice The address holds no code: a plain account, or nothing at all.
    error EzklVerifierPinNoCode(address verifier);
    /// @notice The address is an account that delegates to `delegate` (EIP-7702) and can delegate elsewhere tomorrow.
    error EzklVerifierPinDelegatedAccount(address verifier, address delegate);
    /// @notice The code is not the expected one.
    error EzklVerifierPinCodeHash(address verifier, bytes32 expected, bytes32 actual);
    /// @notice The code reaches beyond itself: `opcode` at `position`.
    error EzklVerifierPinNotSelfContained(address verifier, uint256 position, uint8 opcode);
    /// @notice The contract accepted an empty proof.
    error EzklVerifierPinAcceptsAnything(address verifier);

    uint256 private constant _PREFIX_7702 = 0xef0100;
    /// @dev One bit an opcode: SLOAD 54, TLOAD 5c, CREATE f0, CALL f1, CALLCODE f2, DELEGATECALL f4, CREATE2 f5, STATICCALL fa, SELFDESTRUCT ff.
    uint256 private constant _SUSPECT =
        (1 << 0x54) |
            (1 << 0x5c) |
            (1 << 0xf0) |
            (1 << 0xf1) |
            (1 << 0xf2) |
            (1 << 0xf4) |
            (1 << 0xf5) |
            (1 << 0xfa) |
            (1 << 0xff);
    /// @dev PUSH1 60 to PUSH32 7f: 1 to 32 bytes of data follow.
    uint256 private constant _PUSH = 0xffffffff << 0x60;
    /// @dev Instructions that end execution or leave the straight line: STOP 00, JUMP 56, RETURN f3, REVERT fd, INVALID fe.
    uint256 private constant _TERMINAL = (1 << 0x00) | (1 << 0x56) | (1 << 0xf3) | (1 << 0xfd) | (1 << 0xfe);

    /// @notice Reverts unless `verifier` is deployed, self-contained code with the expected hash, on a chain whose precompiles work, and refuses an empty
    /// proof.
    /// @param instanceCount how many instances the probe carries
    function requirePinnable(IEzklVerifier verifier, bytes32 expectedCodeHash, uint256 instanceCount) internal view {
        address at = address(verifier);
        bytes memory code = at.code;
        require(code.length != 0, EzklVerifierPinNoCode(at));
        if (code.length == 23 && uint24(bytes3(code)) == _PREFIX_7702) {
            revert EzklVerifierPinDelegatedAccount(at, address(uint160(uint256(bytes32(code) << 24) >> 96)));
        }
        bytes32 actual = at.codehash;
        require(actual == expectedCodeHash, EzklVerifierPinCodeHash(at, expectedCodeHash, actual));
        (bool found, uint256 position, uint8 opcode) = _findOutside(code);
        if (found) revert EzklVerifierPinNotSelfContained(at, position, opcode);
        // Before the verifier is asked: without them its answer says nothing.
        EzklPrecompiles.requireWorking();
        // A contract that returns nothing at all fails this typed call's decoding and reverts here without data.
        try verifier.verifyProof("", new uint256[](instanceCount)) returns (bool accepted) {
            require(!accepted, EzklVerifierPinAcceptsAnything(at));
        } catch {
            return;
        }
    }

    /// @dev The first live instruction that reaches beyond the code. What the EVM calls an instruction and what it calls push data is decided here as
    /// there: from the start, one after the other.
    function _findOutside(bytes memory code) private pure returns (bool found, uint256 position, uint8 opcode) {
        uint256 push = _PUSH;
        uint256 suspect = _SUSPECT;
        uint256 terminal = _TERMINAL;
        uint256 watched = push | suspect | terminal | (1 << 0x5b);
        // In assembly because it runs once a byte. Reads beyond the end are of no consequence: the loop ends there.
        assembly ("memory-safe") {
            let start := add(code, 0x20)
            let end := add(start, mload(code))
            let live := 1
            for {
                let at := start
            } lt(at, end) {
                at := add(at, 1)
            } {
                opcode := byte(0, mload(at))
                let bit := shl(opcode, 1)
                if iszero(and(bit, watched)) {
                    continue
                }
                if and(bit, push) {
                    let skipped := sub(opcode, 0x5f)
                    // PUSH1 1..10, GAS, STATICCALL: no JUMPDEST lies among them, so nothing else can be the address.
                    let pattern := eq(and(shr(224, mload(at)), 0xff00ffff), 0x60005afa)
                    if and(pattern, lt(sub(byte(1, mload(at)), 1), 10)) {
                        skipped := 3
                    }
                    at := add(at, skipped)
                    continue
                }
                if eq(opcode, 0x5b) {
                    live := 1
                    continue
                }
                if iszero(live) {
                    continue
                }
                if and(bit, suspect) {
                    found := 1
                    position := sub(at, start)
                    break
                }
                // What is left of the watched ones.
                live := 0
            }
        }
    }
}
