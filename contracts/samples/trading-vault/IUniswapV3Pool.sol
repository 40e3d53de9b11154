// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What the vault uses of a Uniswap V3 pool.
interface IUniswapV3Pool {
    /// @notice Swaps; the caller pays in `uniswapV3SwapCallback`.
    /// @param amountSpecified what goes in where positive, what comes out where negative
    /// @param sqrtPriceLimitX96 price at which to stop
    /// @return amount0 what the pool gained of token0; negative is what it paid
    /// @return amount1 the same of token1
    function swap(
        address recipient,
        bool zeroForOne,
        int256 amountSpecified,
        uint160 sqrtPriceLimitX96,
        bytes calldata data
    ) external returns (int256 amount0, int256 amount1);

    function token0() external view returns (address);

    function token1() external view returns (address);

    /// @notice In millionths of what goes in.
    function fee() external view returns (uint24);
}
