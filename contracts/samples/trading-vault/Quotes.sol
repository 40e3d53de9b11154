// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @notice `risk` units of the risk asset are worth `stable` units of the stable asset; a trade may be worse by `slippage` basis points. All zero where
/// nobody asked for a price, which only amounts of zero can do without.
struct Quote {
    uint256 stable;
    uint256 risk;
    uint256 slippage;
}

/// @title What amounts are worth at the oracle's price, and at the worst price that a trade may have.
library Quotes {
    using Math for uint256;

    uint256 internal constant BASIS_POINTS = 10_000;
    /// @notice Units that a trade may cost beyond its bound: a pool rounds what it takes and its fee up, each by less than one, and the price that it
    /// moves to as well. Without these units, dust would be a trade that no pool can make.
    uint256 internal constant ROUNDING = 3;

    /// @notice Stable units that `risk` is worth, rounded down.
    function worth(Quote memory quote, uint256 risk) internal pure returns (uint256) {
        return risk == 0 ? 0 : risk.mulDiv(quote.stable, quote.risk);
    }

    /// @notice Risk units that `stable` is worth, rounded down.
    function amountWorth(Quote memory quote, uint256 stable) internal pure returns (uint256) {
        return stable.mulDiv(quote.risk, quote.stable);
    }

    /// @notice Stable units that `risk` brings at the worst price, rounded down.
    function worthAtWorst(Quote memory quote, uint256 risk) internal pure returns (uint256) {
        if (risk == 0) return 0;
        return risk.mulDiv(quote.stable * (BASIS_POINTS - quote.slippage), quote.risk * BASIS_POINTS);
    }

    /// @notice The dearest price of a purchase: `stable` units for `risk` units.
    function dearest(Quote memory quote) internal pure returns (uint256 stable, uint256 risk) {
        return (quote.stable * (BASIS_POINTS + quote.slippage), quote.risk * BASIS_POINTS);
    }

    /// @notice The most stable units that buying `risk` may cost.
    function mostFor(Quote memory quote, uint256 risk) internal pure returns (uint256) {
        if (risk == 0) return 0;
        (uint256 cost, uint256 amount) = dearest(quote);
        return risk.mulDiv(cost, amount, Math.Rounding.Ceil) + ROUNDING;
    }

    /// @notice The least stable units that selling `risk` must bring.
    function leastFor(Quote memory quote, uint256 risk) internal pure returns (uint256) {
        return worthAtWorst(quote, risk.saturatingSub(ROUNDING));
    }

    /// @notice The least risk units that `stable` must buy.
    function leastRiskFor(Quote memory quote, uint256 stable) internal pure returns (uint256) {
        uint256 numerator = quote.risk * (BASIS_POINTS - quote.slippage);
        return stable.saturatingSub(ROUNDING).mulDiv(numerator, quote.stable * BASIS_POINTS);
    }
}
