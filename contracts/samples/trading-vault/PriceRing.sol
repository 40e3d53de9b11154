// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AggregatorV3Interface} from "@chainlink/contracts/src/v0.8/shared/interfaces/AggregatorV3Interface.sol";

import {DailyReturns} from "./DailyReturns.sol";
import {FeedRounds} from "./FeedRounds.sol";

/// @title The daily closes of one Chainlink feed, and the model's input that follows from them.
/// @notice A day's close is the answer of the round that stood at 00:00 UTC after the day. Anyone records it, at any time within SIZE days, by naming
/// that round; the feed's own history shows that it is the right one, so whoever records has nothing to choose. Nobody owns the ring and nothing in it
/// changes once recorded, except that a day makes room for the one SIZE days later.
///
/// A day at whose close the feed was silent or wrong stays unknown for good, and with it every window that needs it.
/// @dev Round ids and phases: see FeedRounds. When the feed turns to an aggregator that had reported before, a day between may be recorded by a round of
/// the old aggregator before the change and by one of the new after it.
contract PriceRing {
    /// @notice Days kept.
    uint256 public constant SIZE = 64;
    /// @notice Returns in a window of the model.
    uint256 public constant WINDOW = 28;
    uint256 public constant MIN_MAX_AGE = 1 minutes;
    uint256 public constant MAX_MAX_AGE = 2 days;
    uint8 public constant MAX_DECIMALS = 18;
    uint256 public constant MAX_PRICE = type(uint96).max;

    AggregatorV3Interface public immutable FEED;
    /// @notice Decimals of every price here.
    uint8 public immutable FEED_DECIMALS;
    /// @notice Age in seconds that a round may have at the close that it stands for, and that the latest price may have.
    uint256 public immutable MAX_AGE;

    uint256 private constant _PRICE_BITS = 96;
    /// @dev `day << 96 | price` at day % SIZE, two in a storage slot; a price is never zero.
    uint128[SIZE] private _closes;

    event CloseObserved(uint256 indexed day, uint256 price, uint80 round);

    error PriceRingFeedNoCode(address feed);
    error PriceRingMaxAgeOutOfRange(uint256 maxAge, uint256 min, uint256 max);
    error PriceRingDecimalsTooMany(uint8 decimals, uint8 max);
    /// @notice The feed no longer has the decimals that it had when the ring was made: all its prices mean something else.
    error PriceRingDecimalsChanged(uint8 expected, uint8 actual);
    error PriceRingTooManyDays(uint256 count, uint256 max);
    error PriceRingDayNotOver(uint256 day, uint256 lastClosedDay);
    error PriceRingDayTooOld(uint256 day, uint256 oldest);
    error PriceRingDayMissing(uint256 day);
    /// @param raw the return in 2^-16
    error PriceRingReturnOutOfRange(uint256 day, int256 raw);
    error PriceRingPriceFromFuture(uint256 updatedAt, uint256 timestamp);

    /// @param maxAge seconds; the feed's heartbeat and some slack for its transactions to be mined
    constructor(AggregatorV3Interface feed, uint256 maxAge) {
        require(address(feed).code.length != 0, PriceRingFeedNoCode(address(feed)));
        require(
            maxAge >= MIN_MAX_AGE && maxAge <= MAX_MAX_AGE,
            PriceRingMaxAgeOutOfRange(maxAge, MIN_MAX_AGE, MAX_MAX_AGE)
        );
        uint8 decimals = feed.decimals();
        require(decimals <= MAX_DECIMALS, PriceRingDecimalsTooMany(decimals, MAX_DECIMALS));
        FEED = feed;
        FEED_DECIMALS = decimals;
        MAX_AGE = maxAge;
    }

    /// @notice Records closes of consecutive days. Days known already are passed over without a look at their round, so that nobody's call fails because
    /// somebody else was faster.
    /// @param firstDay days since 1970-01-01
    /// @param rounds the feed's rounds that stood at the close of `firstDay`, of the day after, and so on
    /// @return recorded how many days were new
    function observe(uint256 firstDay, uint80[] calldata rounds) external returns (uint256 recorded) {
        require(rounds.length <= SIZE, PriceRingTooManyDays(rounds.length, SIZE));
        uint80 latestId = 0;
        for (uint256 i = 0; i < rounds.length; ++i) {
            uint256 day = firstDay + i;
            if (isKnown(day)) continue;
            // The feed is asked what all new days need only once, and not at all when there is none.
            if (recorded == 0) latestId = _latestRound().id;
            _observe(day, rounds[i], latestId);
            ++recorded;
        }
    }

    /// @notice The close of a day that was recorded and has not made room for a later one.
    function closeOf(uint256 day) external view returns (uint256 price) {
        return _closeOf(day);
    }

    function isKnown(uint256 day) public view returns (bool) {
        return _isOf(_closes[day % SIZE], day);
    }

    /// @notice The latest day that is over, in days since 1970-01-01.
    function lastClosedDay() public view returns (uint256) {
        return block.timestamp / 1 days - 1;
    }

    /// @notice The feed's latest answer: what one whole risk asset is worth in whole stable assets, times 10^FEED_DECIMALS.
    function latestPrice() external view returns (uint256 price) {
        FeedRounds.Round memory round = _latestRound();
        require(round.updatedAt <= block.timestamp, PriceRingPriceFromFuture(round.updatedAt, block.timestamp));
        return FeedRounds.priceAt(round, block.timestamp, MAX_AGE, MAX_PRICE);
    }

    /// @notice The model's input at the close of `day`: the returns of that day and of the 27 before it, oldest first, in 2^-16.
    /// @dev A fall cannot leave the range of -1 to 1.
    function returnsEnding(uint256 day) external view returns (int256[28] memory returns_) {
        require(day >= WINDOW, PriceRingDayMissing(day));
        uint256 current = day - WINDOW;
        uint96 previous = _closeOf(current);
        for (uint256 i = 0; i < WINDOW; ++i) {
            uint96 price = _closeOf(++current);
            int256 raw = DailyReturns.between(previous, price);
            require(raw <= DailyReturns.MAX, PriceRingReturnOutOfRange(current, raw));
            returns_[i] = raw;
            previous = price;
        }
    }

    function _observe(uint256 day, uint80 round, uint80 latestId) private {
        uint256 last = lastClosedDay();
        require(day <= last, PriceRingDayNotOver(day, last));
        // Hence the day's place holds an older one: those that share it are SIZE days apart.
        require(day + SIZE > last, PriceRingDayTooOld(day, last + 1 - SIZE));
        uint256 closesAt = (day + 1) * 1 days;
        uint256 price = FeedRounds.priceAt(
            FeedRounds.standing(FEED, round, closesAt, latestId),
            closesAt,
            MAX_AGE,
            MAX_PRICE
        );
        // Days since 1970 fit 32 bits for eleven million years.
        _closes[day % SIZE] = uint128((day << _PRICE_BITS) | price);
        emit CloseObserved(day, price, round);
    }

    function _latestRound() private view returns (FeedRounds.Round memory) {
        uint8 decimals = FEED.decimals();
        require(decimals == FEED_DECIMALS, PriceRingDecimalsChanged(FEED_DECIMALS, decimals));
        return FeedRounds.latest(FEED);
    }

    function _closeOf(uint256 day) private view returns (uint96 price) {
        uint256 entry = _closes[day % SIZE];
        require(_isOf(entry, day), PriceRingDayMissing(day));
        return uint96(entry);
    }

    function _isOf(uint256 entry, uint256 day) private pure returns (bool) {
        return entry != 0 && entry >> _PRICE_BITS == day;
    }
}
