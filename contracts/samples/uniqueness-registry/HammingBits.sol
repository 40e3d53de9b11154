// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Bits of codes, and sets of bytes as words of 256 bits.
library HammingBits {
    /// @notice Bits set.
    /// @dev Sums of neighbouring fields, twice as wide each time; the multiplication adds up the sixteen bytes, at most 128.
    function weight(uint128 code) internal pure returns (uint256 bits) {
        unchecked {
            bits = code;
            bits -= (bits >> 1) & 0x55555555555555555555555555555555;
            bits = (bits & 0x33333333333333333333333333333333) + ((bits >> 2) & 0x33333333333333333333333333333333);
            bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f;
            bits = ((bits * 0x01010101010101010101010101010101) >> 120) & 0xff;
        }
    }

    /// @notice The set with the neighbours of its members: all bytes that one flip makes of them.
    /// @param set bit v says that the byte v is a member
    /// @dev A flip of the bit worth `flip` swaps the members that have it with those that do not, which `without` selects.
    function spread(uint256 set) internal pure returns (uint256 wider) {
        wider = set;
        uint256 without = type(uint128).max;
        for (uint256 flip = 128; flip != 0; flip >>= 1) {
            wider |= ((set & without) << flip) | ((set >> flip) & without);
            without ^= without << (flip >> 1);
        }
    }

    /// @notice The next larger number with as many bits set (Gosper's hack, HAKMEM item 175).
    /// @param bits below 2^16; after 0, which has no next, comes 2^16
    function nextOfWeight(uint256 bits) internal pure returns (uint256) {
        if (bits == 0) return 1 << 16;
        unchecked {
            uint256 lowest = bits & (~bits + 1);
            uint256 carried = bits + lowest;
            return carried | (((bits ^ carried) / lowest) >> 2);
        }
    }
}
