// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What a proof is for, carried through the circuit.
/// @notice The low 162 bits of the context hash travel as six limbs of 27 bits, the least significant first, because an integer tensor carries
/// no more than 27 bits an element unchanged. Finding two contexts with the same 162 bits takes about 2^81 hashes.
library EzklContext {
    bytes32 internal constant DOMAIN = keccak256("hardhat-ezkl/context/v1");
    uint256 internal constant LIMBS = 6;
    uint256 internal constant LIMB_BITS = 27;
    /// @notice LIMBS * LIMB_BITS, spelt out because assembly takes only literals.
    uint256 internal constant BITS = 162;

    /// @notice The proof was made for another context. Both are the joined 162 bits.
    error EzklContextMismatch(uint256 expected, uint256 actual);
    /// @notice Limb number `index` does not fit 27 bits.
    error EzklContextLimbOutOfRange(uint256 index, uint256 limb);
    /// @notice Six limbs from `offset` on would lie outside of `length` instances.
    error EzklContextOutOfBounds(uint256 offset, uint256 length);

    /// @notice Hash that binds a proof to this chain, to `consumer`, to a model, to an account and to a scope of the consumer's choosing.
    /// @param consumer contract that will accept the proof
    /// @param modelDigest identity of the model's ONNX file and settings
    /// @param account who the proof pays or speaks for
    /// @param scope round, epoch, nonce or whatever else must differ from one use to the next
    function hash(
        address consumer,
        bytes32 modelDigest,
        address account,
        bytes32 scope
    ) internal view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN, block.chainid, consumer, modelDigest, account, scope));
    }

    /// @notice Reverts unless the six instances from `offset` on are the limbs of `contextHash`.
    function requireLimbs(uint256[] calldata instances, uint256 offset, bytes32 contextHash) internal pure {
        require(fits(offset, instances.length), EzklContextOutOfBounds(offset, instances.length));
        uint256 actual;
        uint256 combined;
        // No bounds checks: `fits` has shown that the six words lie within the array.
        assembly ("memory-safe") {
            let at := add(instances.offset, shl(5, offset))
            for {
                let shift := 0
            } lt(shift, BITS) {
                shift := add(shift, LIMB_BITS)
            } {
                let limb := calldataload(at)
                combined := or(combined, limb)
                actual := or(actual, shl(shift, limb))
                at := add(at, 0x20)
            }
        }
        // A wider limb would spill into its neighbour, and two different instance vectors would join to the same context.
        if (combined >> LIMB_BITS != 0) _revertWithWideLimb(instances, offset);
        uint256 expected = uint256(contextHash) & ((1 << BITS) - 1);
        require(actual == expected, EzklContextMismatch(expected, actual));
    }

    /// @notice Whether six limbs from `offset` on lie within `length` instances. Holds no overflow for any arguments.
    function fits(uint256 offset, uint256 length) internal pure returns (bool) {
        return length >= LIMBS && offset <= length - LIMBS;
    }

    /// @dev Called when at least one limb is too wide.
    function _revertWithWideLimb(uint256[] calldata instances, uint256 offset) private pure {
        uint256 i = 0;
        while (instances[offset + i] >> LIMB_BITS == 0) ++i;
        revert EzklContextLimbOutOfRange(i, instances[offset + i]);
    }
}
