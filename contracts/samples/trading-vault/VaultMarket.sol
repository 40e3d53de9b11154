// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IUniswapV3Pool} from "./IUniswapV3Pool.sol";
import {PriceRing} from "./PriceRing.sol";

/// @title The vault's two assets, their price, and the one pool where it trades them.
/// @notice The pool is called directly: no router, no allowance given to anyone. Nothing that the pool says is believed: what a trade brought is measured,
/// and what it costs is bounded before the pool is called.
abstract contract VaultMarket {
    using SafeCast for int256;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    uint8 public constant MIN_DECIMALS = 6;
    uint8 public constant MAX_DECIMALS = 18;

    IERC20 public immutable STABLE;
    IERC20 public immutable RISK;
    PriceRing public immutable RING;
    IUniswapV3Pool public immutable POOL;
    /// @notice In millionths of what goes in.
    uint24 public immutable POOL_FEE;

    /// @dev A price times the former over the latter is the price of one unit of risk in units of stable.
    uint256 internal immutable _STABLE_UNIT;
    uint256 internal immutable _PRICE_UNIT;
    bool private immutable _STABLE_IS_TOKEN0;

    /// @dev The pool's own bounds of a price: a trade is bounded by amounts instead.
    uint160 private constant _LOWEST_SQRT_PRICE = 4295128740;
    uint160 private constant _HIGHEST_SQRT_PRICE = 1461446703485210103287273052203988822378723970341;

    /// @dev While a trade is under way: who pays, and what may still be asked for. No more than that leaves, whatever the pool does in its callback.
    address private transient _payer;
    bool private transient _paysStable;
    uint256 private transient _payable;

    error VaultSameToken(address token);
    error VaultDecimalsOutOfRange(address token, uint8 decimals, uint8 min, uint8 max);
    error VaultRingNoCode(address ring);
    error VaultPoolNoCode(address pool);
    error VaultPoolOfOthers(address pool, address token0, address token1);
    /// @notice Only the pool may ask for payment.
    error VaultCallbackForbidden(address caller);
    /// @notice The trade would cost more than the bound from the oracle's price, or a payment was asked for without a trade.
    error VaultCostTooHigh(uint256 most, uint256 asked);
    /// @notice The trade brought less than the bound from the oracle's price.
    error VaultSlippage(uint256 minimum, uint256 actual);

    constructor(IERC20Metadata stable, IERC20Metadata risk, PriceRing ring, IUniswapV3Pool pool) {
        require(stable != risk, VaultSameToken(address(stable)));
        uint8 stableDecimals = _decimalsOf(stable);
        uint8 riskDecimals = _decimalsOf(risk);
        require(address(ring).code.length != 0, VaultRingNoCode(address(ring)));
        require(address(pool).code.length != 0, VaultPoolNoCode(address(pool)));
        (address token0, address token1) = (pool.token0(), pool.token1());
        bool stableFirst = token0 == address(stable);
        require(
            stableFirst ? token1 == address(risk) : token0 == address(risk) && token1 == address(stable),
            VaultPoolOfOthers(address(pool), token0, token1)
        );
        (STABLE, RISK, RING, POOL) = (stable, risk, ring, pool);
        POOL_FEE = pool.fee();
        _STABLE_UNIT = 10 ** stableDecimals;
        _PRICE_UNIT = 10 ** (uint256(ring.FEED_DECIMALS()) + riskDecimals);
        _STABLE_IS_TOKEN0 = stableFirst;
    }

    /// @notice The pool's demand for its part of a trade that the vault has begun.
    /// @param amount0Delta what the pool is owed of token0 where positive
    /// @param amount1Delta the same of token1
    function uniswapV3SwapCallback(int256 amount0Delta, int256 amount1Delta, bytes calldata) external {
        require(msg.sender == address(POOL), VaultCallbackForbidden(msg.sender));
        int256 delta = _paysStable == _STABLE_IS_TOKEN0 ? amount0Delta : amount1Delta;
        uint256 asked = delta.toUint256();
        require(asked <= _payable, VaultCostTooHigh(_payable, asked));
        _payable -= asked;
        IERC20 token = _paysStable ? STABLE : RISK;
        if (_payer == address(this)) token.safeTransfer(msg.sender, asked);
        else token.safeTransferFrom(_payer, msg.sender, asked);
    }

    /// @dev Buys exactly `amount` of risk for at most `most` of stable from `payer`.
    function _buyExactly(uint256 amount, uint256 most, address payer) internal returns (uint256 spent) {
        uint256 received;
        (spent, received) = _swap(true, -amount.toInt256(), most, payer);
        require(received >= amount, VaultSlippage(amount, received));
    }

    /// @dev Trades `amountIn` of the vault's stable, or of its risk, for at least `minimum` of the other; less of it only where the pool has no
    /// liquidity left for more.
    function _trade(
        bool buysRisk,
        uint256 amountIn,
        uint256 minimum
    ) internal returns (uint256 spent, uint256 received) {
        if (amountIn != 0) (spent, received) = _swap(buysRisk, amountIn.toInt256(), amountIn, address(this));
        require(received >= minimum, VaultSlippage(minimum, received));
    }

    function _swap(
        bool buysRisk,
        int256 specified,
        uint256 most,
        address payer
    ) private returns (uint256 spent, uint256 received) {
        IERC20 bought = buysRisk ? RISK : STABLE;
        uint256 before = bought.balanceOf(address(this));
        (_payer, _paysStable, _payable) = (payer, buysRisk, most);
        bool zeroForOne = buysRisk == _STABLE_IS_TOKEN0;
        POOL.swap(address(this), zeroForOne, specified, zeroForOne ? _LOWEST_SQRT_PRICE : _HIGHEST_SQRT_PRICE, "");
        spent = most - _payable;
        _payable = 0;
        received = bought.balanceOf(address(this)) - before;
    }

    function _decimalsOf(IERC20Metadata token) private view returns (uint8 decimals) {
        decimals = token.decimals();
        require(
            decimals >= MIN_DECIMALS && decimals <= MAX_DECIMALS,
            VaultDecimalsOutOfRange(address(token), decimals, MIN_DECIMALS, MAX_DECIMALS)
        );
    }
}
