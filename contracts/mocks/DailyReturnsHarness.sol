// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {DailyReturns} from "../samples/trading-vault/DailyReturns.sol";

/// @notice Opens the arithmetic of returns to tests.
contract DailyReturnsHarness {
    /// @notice The returns of many pairs of prices.
    function between(
        uint96[] calldata previous,
        uint96[] calldata current
    ) external pure returns (int256[] memory returns_) {
        returns_ = new int256[](previous.length);
        for (uint256 i = 0; i < previous.length; ++i) returns_[i] = DailyReturns.between(previous[i], current[i]);
    }
}
