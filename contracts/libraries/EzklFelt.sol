// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Signed and fixed-point reading of BN254 scalars.
/// @notice A circuit writes the integer x as itself when it is not negative and as R - |x| when it is; a real number v at scale s is the integer
/// v * 2^s. Only |x| < 2^127 is read: no value of a circuit comes near, so anything else is not a number that the model computed.
library EzklFelt {
    /// @notice Order of BN254's scalar field.
    uint256 internal constant R = 21888242871839275222246405745257275088548364400416034343698204186575808495617;
    /// @notice Magnitudes are below this.
    uint256 internal constant BOUND = 1 << 127;
    int256 internal constant WAD = 1e18;

    /// @notice The element lies between the positive and the negative range, or is no element of the field.
    error EzklFeltOutOfRange(uint256 felt);
    /// @notice The integer's magnitude is 2^127 or more.
    error EzklFeltValueOutOfRange(int256 value);

    /// @notice The integer in (-2^127, 2^127) that `felt` stands for.
    function toInt256(uint256 felt) internal pure returns (int256) {
        (bool ok, int256 value) = tryToInt256(felt);
        require(ok, EzklFeltOutOfRange(felt));
        return value;
    }

    /// @notice As `toInt256`, but reports a felt out of range as (false, 0).
    function tryToInt256(uint256 felt) internal pure returns (bool ok, int256 value) {
        // Both casts are of magnitudes below 2^127.
        if (felt < BOUND) return (true, int256(felt));
        if (felt > R - BOUND && felt < R) return (true, -int256(R - felt));
        return (false, 0);
    }

    /// @notice The fixed-point number `value` / 2^`scaleBits` with 18 decimals, rounded towards negative infinity.
    /// @dev |value| < 2^127 and 1e18 < 2^60, so the product is exact; the arithmetic shift floors for either sign and for any `scaleBits`.
    function toWad(int256 value, uint256 scaleBits) internal pure returns (int256) {
        require(value > -int256(BOUND) && value < int256(BOUND), EzklFeltValueOutOfRange(value));
        return (value * WAD) >> scaleBits;
    }

    /// @notice Index of the first instance that is no element of the field; `instances.length` when all are.
    function firstOutsideField(uint256[] calldata instances) internal pure returns (uint256 index) {
        uint256 modulus = R;
        // A loop without bounds checks: it stays within the array by its own condition.
        assembly ("memory-safe") {
            let at := instances.offset
            let end := add(at, shl(5, instances.length))
            for {} lt(at, end) {
                at := add(at, 0x20)
            } {
                if iszero(lt(calldataload(at), modulus)) {
                    break
                }
            }
            index := shr(5, sub(at, instances.offset))
        }
    }
}
