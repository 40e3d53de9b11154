// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title The model's input from prices, in integers.
/// @notice models/trading-signal/returns.ts gives the same numbers.
library DailyReturns {
    /// @notice Returns have this many fractional bits, as the circuit's input has.
    uint256 internal constant SCALE_BITS = 16;
    /// @notice The model has seen no day that more than doubled the price.
    int256 internal constant MAX = int256(1 << SCALE_BITS);

    /// @notice (current - previous) / previous, times 2^16, rounded to the nearest integer, halves away from zero. Never below -2^16.
    /// @param previous not zero
    function between(uint96 previous, uint96 current) internal pure returns (int256) {
        // 96 bits and 17 more are far from overflowing.
        unchecked {
            return
                current >= previous
                    ? int256(_ratio(uint256(current) - previous, previous))
                    : -int256(_ratio(uint256(previous) - current, previous));
        }
    }

    /// @dev floor(x + 1/2) of a ratio that is not negative, the half taken into the numerator.
    function _ratio(uint256 change, uint256 previous) private pure returns (uint256) {
        unchecked {
            return ((change << (SCALE_BITS + 1)) + previous) / (2 * previous);
        }
    }
}
