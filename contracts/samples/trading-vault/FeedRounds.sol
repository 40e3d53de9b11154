// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AggregatorV3Interface} from "@chainlink/contracts/src/v0.8/shared/interfaces/AggregatorV3Interface.sol";

/// @title Which of a Chainlink feed's rounds stood at a moment, and what the rounds are worth.
/// @notice A round id is `phase << 64 | number`. Within a phase numbers and times grow one after the other; each change of the aggregator behind the
/// feed begins the next phase at number 1. An aggregator may have reported before the feed turned to it, and the one before may go on reporting, so
/// phases can overlap: the phase that counts at a moment is the latest one that had a round by then.
library FeedRounds {
    /// @param updatedAt unix seconds
    struct Round {
        uint80 id;
        uint80 answeredIn;
        int256 answer;
        uint256 updatedAt;
    }

    uint256 private constant _PHASE_BITS = 64;

    /// @notice The feed has no such round: it reverted, or answered with a time of zero.
    error PriceRingRoundUnknown(uint80 round);
    error PriceRingRoundMismatch(uint80 asked, uint80 answered);
    error PriceRingRoundTooLate(uint80 round, uint256 updatedAt, uint256 moment);
    /// @notice `later` came at or before the moment too, so `round` no longer stood then.
    error PriceRingRoundTooEarly(uint80 round, uint80 later, uint256 laterUpdatedAt, uint256 moment);
    error PriceRingRoundStale(uint80 round, uint256 updatedAt, uint256 moment, uint256 maxAge);
    /// @notice The round's answer is one of an older round.
    error PriceRingRoundCarriedOver(uint80 round, uint80 answeredIn);
    error PriceRingAnswerNotPositive(uint80 round, int256 answer);
    error PriceRingAnswerTooLarge(uint80 round, int256 answer, uint256 max);

    /// @notice The feed's latest round, unchecked but for having a time.
    function latest(AggregatorV3Interface feed) internal view returns (Round memory round) {
        (round.id, round.answer, , round.updatedAt, round.answeredIn) = feed.latestRoundData();
        require(round.updatedAt != 0, PriceRingRoundUnknown(round.id));
    }

    /// @notice The round `id`, once it is certain that it is the one which stood at `moment`, a time that has passed: it came at or before, and what
    /// came next did not.
    /// @param latestId id of the feed's latest round
    function standing(
        AggregatorV3Interface feed,
        uint80 id,
        uint256 moment,
        uint80 latestId
    ) internal view returns (Round memory round) {
        require(id <= latestId, PriceRingRoundUnknown(id));
        round = _read(feed, id);
        require(round.updatedAt <= moment, PriceRingRoundTooLate(id, round.updatedAt, moment));
        if (id == latestId) return round;

        uint256 phase = _phaseOf(id);
        uint256 latestPhase = _phaseOf(latestId);
        if (phase == latestPhase) {
            _requireAfter(_read(feed, id + 1), id, moment);
            return round;
        }
        // The last round of a phase that is over has none after it. Nobody can pretend so by leaving this call too little gas: a 64th of it would
        // be left to ask for the next phase's first round, which costs as much.
        (bool found, Round memory next) = _tryRead(feed, id + 1);
        if (found) _requireAfter(next, id, moment);
        while (phase < latestPhase) {
            ++phase;
            _requireAfter(_read(feed, uint80((phase << _PHASE_BITS) | 1)), id, moment);
        }
    }

    /// @notice The round's answer, fit to be a price: positive, at most `max`, of the round itself, and no older than `maxAge` seconds at `moment`.
    /// @param moment not before the round
    function priceAt(Round memory round, uint256 moment, uint256 maxAge, uint256 max) internal pure returns (uint256) {
        require(moment - round.updatedAt <= maxAge, PriceRingRoundStale(round.id, round.updatedAt, moment, maxAge));
        require(round.answeredIn >= round.id, PriceRingRoundCarriedOver(round.id, round.answeredIn));
        require(round.answer > 0, PriceRingAnswerNotPositive(round.id, round.answer));
        uint256 price = uint256(round.answer);
        require(price <= max, PriceRingAnswerTooLarge(round.id, round.answer, max));
        return price;
    }

    function _requireAfter(Round memory later, uint80 id, uint256 moment) private pure {
        require(later.updatedAt > moment, PriceRingRoundTooEarly(id, later.id, later.updatedAt, moment));
    }

    function _read(AggregatorV3Interface feed, uint80 id) private view returns (Round memory round) {
        bool found;
        (found, round) = _tryRead(feed, id);
        require(found, PriceRingRoundUnknown(id));
    }

    /// @dev Aggregators differ in how they say that there is no such round: some revert, some answer with zeros.
    function _tryRead(AggregatorV3Interface feed, uint80 id) private view returns (bool found, Round memory round) {
        try feed.getRoundData(id) returns (
            uint80 answered,
            int256 answer,
            uint256,
            uint256 updatedAt,
            uint80 answeredIn
        ) {
            if (updatedAt == 0) return (false, round);
            require(answered == id, PriceRingRoundMismatch(id, answered));
            return (true, Round(id, answeredIn, answer, updatedAt));
        } catch {
            return (false, round);
        }
    }

    function _phaseOf(uint80 id) private pure returns (uint256) {
        return id >> _PHASE_BITS;
    }
}
