// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {EzklConsumer} from "../../base/EzklConsumer.sol";
import {TradingSignalStatement} from "../../generated/trading-signal/TradingSignalStatement.sol";
import {IEzklVerifier} from "../../interfaces/IEzklVerifier.sol";
import {IUniswapV3Pool} from "./IUniswapV3Pool.sol";
import {PriceRing} from "./PriceRing.sol";
import {Quote, Quotes} from "./Quotes.sol";
import {VaultMarket} from "./VaultMarket.sol";
import {VaultShares} from "./VaultShares.sol";
import {Terms, VaultTerms} from "./VaultTerms.sol";

/// @notice What a vault is made of; all but the terms and the owner for good.
/// @param verifierCodeHash keccak256 of the verifier's runtime code, from the build
/// @param dormantAfter epochs without a proof after which the vault is dormant, 1 to 30
struct VaultSetup {
    string name;
    string symbol;
    IERC20Metadata stable;
    IERC20Metadata risk;
    PriceRing ring;
    IUniswapV3Pool pool;
    IEzklVerifier verifier;
    bytes32 verifierCodeHash;
    address owner;
    uint256 dormantAfter;
    Terms terms;
}

/// @title A vault whose every trade is provably one model's decision on prices that the chain knows.
/// @notice Once a day anyone may prove what share of the vault the committed model would hold in the risk asset, given the daily returns that this contract
/// computes from recorded closes; the vault then trades towards that share, and pays the prover. The weights stay with their author.
///
/// Proven is that the model said so. Not proven is that the model is any good.
contract TradingVault is VaultShares, EzklConsumer {
    using Math for uint256;
    using Quotes for Quote;

    /// @param price oracle's price with the feed's decimals; 0 where it is not fresh
    /// @param nav stable units; 0 where risk is held and has no fresh price
    /// @param applicableAt when the proposed terms can be applied; 0 where none are proposed
    struct State {
        uint256 stable;
        uint256 risk;
        uint256 price;
        uint256 nav;
        uint256 lastEpoch;
        uint256 currentEpoch;
        bool dormant;
        bool paused;
        Terms terms;
        Terms proposed;
        uint256 applicableAt;
    }

    /// @param percent target share of the risk asset
    /// @param buys whether stable is spent, or risk
    struct Order {
        uint256 percent;
        bool buys;
        uint256 amountIn;
        uint256 minimumOut;
    }

    uint256 public constant MAX_DORMANT_AFTER = 30;
    /// @notice The keeper's fee is at most the net asset value divided by this: one basis point.
    uint256 public constant KEEPER_FEE_DIVISOR = 10_000;

    /// @notice Epochs without a proof after which the vault is dormant.
    uint256 public immutable DORMANT_AFTER;
    /// @notice The epoch of the last proof, at first that of creation. An epoch is the number of the latest day that is over, since 1970-01-01.
    uint256 public lastEpoch;

    /// @param stableDelta what the trade changed of the vault's stable, in units
    /// @param riskDelta the same of its risk
    /// @param price the oracle's, with the feed's decimals
    event Rebalanced(
        uint256 indexed epoch,
        address indexed keeper,
        uint256 targetPercent,
        int256 stableDelta,
        int256 riskDelta,
        uint256 price,
        uint256 feeShares
    );

    error VaultDormantAfterOutOfRange(uint256 dormantAfter, uint256 max);
    error VaultDeadlinePassed(uint256 deadline, uint256 timestamp);
    error VaultEpochNotCurrent(uint256 epoch, uint256 current);
    error VaultEpochDone(uint256 epoch, uint256 lastEpoch);
    /// @notice Nobody has proven anything for too long: leave, or prove. Deposits are refused until somebody proves.
    error VaultDormant(uint256 lastEpoch, uint256 currentEpoch);
    /// @notice The proof is of another window of returns. Both are in 2^-16.
    error VaultReturnMismatch(uint256 index, int256 expected, int256 actual);

    constructor(
        VaultSetup memory setup
    )
        VaultMarket(setup.stable, setup.risk, setup.ring, setup.pool)
        VaultTerms(setup.owner, setup.terms)
        ERC20(setup.name, setup.symbol)
        ERC4626(setup.stable)
        EzklConsumer(
            setup.verifier,
            setup.verifierCodeHash,
            TradingSignalStatement.MODEL_DIGEST,
            TradingSignalStatement.INSTANCES,
            TradingSignalStatement.CONTEXT_OFFSET
        )
    {
        uint256 dormantAfter = setup.dormantAfter;
        require(
            dormantAfter != 0 && dormantAfter <= MAX_DORMANT_AFTER,
            VaultDormantAfterOutOfRange(dormantAfter, MAX_DORMANT_AFTER)
        );
        DORMANT_AFTER = dormantAfter;
        lastEpoch = currentEpoch();
    }

    /// @notice Trades towards the allocation that the model gives for the current epoch, and pays the sender, for whom the proof must have been
    /// made: account = sender, scope = epoch.
    /// @param epoch the day whose close ends the window; only the latest day that is over
    /// @param rounds the feed's rounds for as many days up to and with `epoch`, recorded first; empty where all are known
    /// @param deadline unix seconds after which the sender does not want this any more
    function rebalance(
        uint256 epoch,
        uint80[] calldata rounds,
        uint256 deadline,
        bytes calldata proof,
        uint256[] calldata instances
    ) external nonReentrant whenNotPaused {
        require(block.timestamp <= deadline, VaultDeadlinePassed(deadline, block.timestamp));
        uint256 current = currentEpoch();
        require(epoch == current, VaultEpochNotCurrent(epoch, current));
        require(epoch > lastEpoch, VaultEpochDone(epoch, lastEpoch));
        lastEpoch = epoch;
        if (rounds.length != 0) RING.observe(epoch + 1 - rounds.length, rounds);
        _consumeProof(proof, instances, msg.sender, bytes32(epoch));
        _requireReturns(epoch, instances);
        _rebalance(epoch, TradingSignalStatement.allocation(instances));
    }

    /// @notice What a proof of this allocation would trade, as things stand.
    /// @param rawAllocation the model's output, times 2^ALLOCATION_SCALE_BITS
    /// @return percent the target in whole percent
    /// @return buys whether stable is spent, or risk
    /// @return amountIn what is spent, 0 where nothing is traded
    /// @return minimumOut what it must bring
    function previewTrade(
        int256 rawAllocation
    ) external view nonReentrantView returns (uint256 percent, bool buys, uint256 amountIn, uint256 minimumOut) {
        Order memory order = _order(rawAllocation, _quoteAt(RING.latestPrice()));
        return (order.percent, order.buys, order.amountIn, order.minimumOut);
    }

    /// @notice Everything about the vault at once.
    function state() external view nonReentrantView returns (State memory state_) {
        Holdings memory held = _holdings();
        (state_.stable, state_.risk) = (held.stable, held.risk);
        bool fresh = _hasPrice();
        if (fresh) state_.price = RING.latestPrice();
        if (held.risk == 0) state_.nav = held.stable;
        else if (fresh) state_.nav = held.stable + _quoteAt(state_.price).worth(held.risk);
        (state_.lastEpoch, state_.currentEpoch) = (lastEpoch, currentEpoch());
        (state_.dormant, state_.paused) = (isDormant(), paused());
        (state_.terms, state_.proposed, state_.applicableAt) = (terms(), proposedTerms(), applicableAt);
    }

    /// @notice The latest day that is over, in days since 1970-01-01.
    function currentEpoch() public view returns (uint256) {
        return RING.lastClosedDay();
    }

    /// @notice Whether more than DORMANT_AFTER epochs have passed since the last proof.
    function isDormant() public view returns (bool) {
        return currentEpoch() > lastEpoch + DORMANT_AFTER;
    }

    function _requireAwake() internal view override {
        require(_isAwake(), VaultDormant(lastEpoch, currentEpoch()));
    }

    function _isAwake() internal view override returns (bool) {
        return !isDormant();
    }

    function _rebalance(uint256 epoch, int256 rawAllocation) private {
        uint256 price = RING.latestPrice();
        Quote memory quote = _quoteAt(price);
        Order memory order = _order(rawAllocation, quote);
        (uint256 spent, uint256 received) = _trade(order.buys, order.amountIn, order.minimumOut);
        // Balances of tokens: far from 2^255.
        (int256 stableDelta, int256 riskDelta) = order.buys
            ? (-int256(spent), int256(received))
            : (int256(received), -int256(spent));
        uint256 feeShares = _payKeeper(quote);
        emit Rebalanced(epoch, msg.sender, order.percent, stableDelta, riskDelta, price, feeShares);
    }

    /// @dev Shares worth the fee after they are minted, rounded down: needs no liquidity and no transfer.
    function _payKeeper(Quote memory quote) private returns (uint256 feeShares) {
        Holdings memory held = _holdings();
        uint256 nav = held.stable + quote.worth(held.risk);
        uint256 fee = Math.min(terms().keeperFee, nav / KEEPER_FEE_DIVISOR);
        feeShares = fee.mulDiv(held.total, nav + 1 - fee);
        _mint(msg.sender, feeShares);
    }

    function _order(int256 rawAllocation, Quote memory quote) private view returns (Order memory order) {
        Holdings memory held = _holdings();
        Terms memory terms_ = terms();
        uint256 value = quote.worth(held.risk);
        uint256 nav = held.stable + value;
        order.percent = _percentOf(rawAllocation);
        uint256 desired = nav.mulDiv(order.percent, 100);
        order.buys = desired > value;
        uint256 amount = order.buys ? desired - value : value - desired;
        amount = Math.min(amount, nav.mulDiv(terms_.tradeCap, Quotes.BASIS_POINTS));
        if (amount == 0 || amount < nav.mulDiv(terms_.minTrade, Quotes.BASIS_POINTS)) return order;
        if (order.buys) {
            order.amountIn = amount;
            order.minimumOut = quote.leastRiskFor(amount);
        } else {
            // To sell all of it means all: no dust that needs a price.
            order.amountIn = amount == value ? held.risk : quote.amountWorth(amount);
            order.minimumOut = quote.leastFor(order.amountIn);
        }
    }

    function _requireReturns(uint256 epoch, uint256[] calldata instances) private view {
        int256[28] memory expected = RING.returnsEnding(epoch);
        int256[28] memory actual = TradingSignalStatement.decode(instances).returns_;
        for (uint256 i = 0; i < expected.length; ++i) {
            require(actual[i] == expected[i], VaultReturnMismatch(i, expected[i], actual[i]));
        }
    }

    /// @dev The allocation in whole percent, halves up. What the circuit's rounding leaves outside of [0, 1] is clipped.
    function _percentOf(int256 rawAllocation) private pure returns (uint256) {
        uint256 one = 1 << TradingSignalStatement.ALLOCATION_SCALE_BITS;
        if (rawAllocation <= 0) return 0;
        uint256 raw = Math.min(uint256(rawAllocation), one);
        return (raw * 100 + one / 2) / one;
    }
}
