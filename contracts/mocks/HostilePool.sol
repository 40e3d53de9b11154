// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @notice What a pool asks its caller to pay.
interface ISwapPayer {
    function uniswapV3SwapCallback(int256 amount0Delta, int256 amount1Delta, bytes calldata data) external;
}

/// @notice Has a pool's shape and does what it was told instead of swapping: asks for these amounts, so many times, and pays out those.
contract HostilePool {
    address public immutable token0;
    address public immutable token1;
    uint24 public immutable fee;

    int256[2] private _asked;
    uint256[2] private _paid;
    uint256 private _times = 1;

    constructor(address token0_, address token1_, uint24 fee_) {
        (token0, token1, fee) = (token0_, token1_, fee_);
    }

    function tell(int256[2] calldata asked, uint256[2] calldata paid, uint256 times) external {
        (_asked, _paid, _times) = (asked, paid, times);
    }

    /// @notice Asks without any swap.
    function ask(ISwapPayer payer, int256 amount0, int256 amount1) external {
        payer.uniswapV3SwapCallback(amount0, amount1, "");
    }

    function swap(
        address recipient,
        bool,
        int256,
        uint160,
        bytes calldata
    ) external returns (int256 amount0, int256 amount1) {
        if (_paid[0] != 0) IERC20(token0).transfer(recipient, _paid[0]);
        if (_paid[1] != 0) IERC20(token1).transfer(recipient, _paid[1]);
        (amount0, amount1) = (_asked[0], _asked[1]);
        for (uint256 i = 0; i < _times; ++i) ISwapPayer(msg.sender).uniswapV3SwapCallback(amount0, amount1, "");
    }
}
