// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {HammingIndex} from "./HammingIndex.sol";

/// @notice What holds for a registry from its making on.
/// @param payout units of the token that an account gets in a period at most
/// @param period seconds
/// @param threshold Hamming distance up to which two codes count as one person's
/// @param moveThreshold the same, for a person who moves to another account; at most `threshold`
/// @param moveDelay seconds during which the old account can object to a move, and during which the move can be finished after that
/// @param owner adds and revokes devices; nothing else
struct Terms {
    uint256 payout;
    uint256 period;
    uint256 threshold;
    uint256 moveThreshold;
    uint256 moveDelay;
    address owner;
}

/// @title Terms that nobody can change.
abstract contract RegistryTerms {
    uint256 public constant MIN_PERIOD = 1 hours;
    uint256 public constant MAX_PERIOD = 366 days;
    uint256 public constant MIN_MOVE_DELAY = 1 hours;
    uint256 public constant MAX_MOVE_DELAY = 90 days;
    /// @notice The index searches no farther.
    uint256 public constant MAX_THRESHOLD = HammingIndex.MAX_THRESHOLD;

    uint256 public immutable PAYOUT;
    uint256 public immutable PERIOD;
    uint256 public immutable THRESHOLD;
    uint256 public immutable MOVE_THRESHOLD;
    uint256 public immutable MOVE_DELAY;
    /// @notice Unix seconds at which period 0 began.
    uint256 public immutable START;

    error PayoutZero();
    error PeriodOutOfRange(uint256 period, uint256 min, uint256 max);
    error ThresholdTooHigh(uint256 threshold, uint256 max);
    error MoveThresholdTooHigh(uint256 moveThreshold, uint256 threshold);
    error MoveDelayOutOfRange(uint256 moveDelay, uint256 min, uint256 max);

    constructor(Terms memory terms_) {
        require(terms_.payout != 0, PayoutZero());
        require(
            terms_.period >= MIN_PERIOD && terms_.period <= MAX_PERIOD,
            PeriodOutOfRange(terms_.period, MIN_PERIOD, MAX_PERIOD)
        );
        require(terms_.threshold <= MAX_THRESHOLD, ThresholdTooHigh(terms_.threshold, MAX_THRESHOLD));
        require(terms_.moveThreshold <= terms_.threshold, MoveThresholdTooHigh(terms_.moveThreshold, terms_.threshold));
        require(
            terms_.moveDelay >= MIN_MOVE_DELAY && terms_.moveDelay <= MAX_MOVE_DELAY,
            MoveDelayOutOfRange(terms_.moveDelay, MIN_MOVE_DELAY, MAX_MOVE_DELAY)
        );
        (PAYOUT, PERIOD, MOVE_DELAY) = (terms_.payout, terms_.period, terms_.moveDelay);
        (THRESHOLD, MOVE_THRESHOLD) = (terms_.threshold, terms_.moveThreshold);
        START = block.timestamp;
    }

    /// @notice Periods since START; the first is 0.
    function currentPeriod() public view returns (uint256) {
        return _periodAt(block.timestamp);
    }

    /// @param moment unix seconds, not before START
    function _periodAt(uint256 moment) internal view returns (uint256) {
        return (moment - START) / PERIOD;
    }
}
