// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title What a contest's entrants agree to, fixed for good when it is deployed.
abstract contract ContestTerms {
    /// @param token what fees, bonds and prizes are paid in; zero for the chain's own currency. A token whose balances change by themselves is unsupported
    /// @param fee price of one ticket
    /// @param challengeBond what a challenger puts up; should cover the singer's cost of publishing a recording (102,400 bytes of call data)
    /// @param host gets `hostShare` basis points of the pool of a contest that has a winner
    /// @param split basis points of what is left for the first, second and third place
    /// @param entriesCloseAt unix seconds; the last ticket is sold before
    /// @param submissionsCloseAt unix seconds; the last melody is drawn and the last attempt submitted before
    /// @param disputeWindow seconds from then for challenges, and as many again for their answers
    /// @param threshold score that a place must reach to be paid, with 18 decimals
    /// @param cap scores above count as this, with 18 decimals
    struct Terms {
        IERC20 token;
        uint128 fee;
        uint128 challengeBond;
        address host;
        uint16 hostShare;
        uint16[3] split;
        uint64 entriesCloseAt;
        uint64 submissionsCloseAt;
        uint32 disputeWindow;
        uint64 threshold;
        uint64 cap;
    }

    uint256 public constant BASIS_POINTS = 10_000;
    /// @notice The host gets a tenth of the pool at most.
    uint256 public constant MAX_HOST_SHARE = 1_000;
    /// @notice Seconds from the close of entries to the close of submissions, at least.
    uint256 public constant MIN_SINGING_TIME = 1 hours;
    uint256 public constant MIN_DISPUTE_WINDOW = 1 hours;
    uint256 public constant MAX_DISPUTE_WINDOW = 14 days;
    /// @notice Seconds from opening to the end of the disputes, at most.
    uint256 public constant MAX_DURATION = 180 days;
    /// @notice The score of a perfect rendition.
    uint256 public constant FULL_SCORE = 1e18;

    IERC20 internal immutable _TOKEN;
    uint128 internal immutable _FEE;
    uint128 internal immutable _CHALLENGE_BOND;
    address internal immutable _HOST;
    uint16 internal immutable _HOST_SHARE;
    uint16 internal immutable _FIRST_SPLIT;
    uint16 internal immutable _SECOND_SPLIT;
    uint16 internal immutable _THIRD_SPLIT;
    uint64 internal immutable _ENTRIES_CLOSE_AT;
    uint64 internal immutable _SUBMISSIONS_CLOSE_AT;
    uint32 internal immutable _DISPUTE_WINDOW;
    uint64 internal immutable _THRESHOLD;
    uint64 internal immutable _CAP;

    event ContestOpened(Terms terms);

    error ContestTokenNoCode(address token);
    error ContestFeeZero();
    error ContestBondZero();
    error ContestHostShareTooHigh(uint256 hostShare, uint256 highest);
    error ContestHostMissing(uint256 hostShare);
    /// @notice The split does not add up to 10,000 basis points or pays a place more than a better one.
    error ContestSplitInvalid(uint16[3] split);
    error ContestEntriesCloseInPast(uint256 entriesCloseAt, uint256 timestamp);
    error ContestSingingTimeTooShort(uint256 submissionsCloseAt, uint256 earliest);
    error ContestDisputeWindowOutOfRange(uint256 disputeWindow, uint256 shortest, uint256 longest);
    error ContestTooLong(uint256 endsAt, uint256 latest);
    error ContestThresholdOutOfRange(uint256 threshold, uint256 cap);
    error ContestCapTooHigh(uint256 cap, uint256 highest);

    constructor(Terms memory terms_) {
        _requireMoney(terms_);
        _requireTimes(terms_);
        require(terms_.cap <= FULL_SCORE, ContestCapTooHigh(terms_.cap, FULL_SCORE));
        require(
            terms_.threshold != 0 && terms_.threshold <= terms_.cap,
            ContestThresholdOutOfRange(terms_.threshold, terms_.cap)
        );
        _TOKEN = terms_.token;
        _FEE = terms_.fee;
        _CHALLENGE_BOND = terms_.challengeBond;
        _HOST = terms_.host;
        _HOST_SHARE = terms_.hostShare;
        (_FIRST_SPLIT, _SECOND_SPLIT, _THIRD_SPLIT) = (terms_.split[0], terms_.split[1], terms_.split[2]);
        _ENTRIES_CLOSE_AT = terms_.entriesCloseAt;
        _SUBMISSIONS_CLOSE_AT = terms_.submissionsCloseAt;
        _DISPUTE_WINDOW = terms_.disputeWindow;
        _THRESHOLD = terms_.threshold;
        _CAP = terms_.cap;
        emit ContestOpened(terms_);
    }

    /// @notice All terms of this contest.
    function terms() external view returns (Terms memory) {
        return
            Terms({
                token: _TOKEN,
                fee: _FEE,
                challengeBond: _CHALLENGE_BOND,
                host: _HOST,
                hostShare: _HOST_SHARE,
                split: [_FIRST_SPLIT, _SECOND_SPLIT, _THIRD_SPLIT],
                entriesCloseAt: _ENTRIES_CLOSE_AT,
                submissionsCloseAt: _SUBMISSIONS_CLOSE_AT,
                disputeWindow: _DISPUTE_WINDOW,
                threshold: _THRESHOLD,
                cap: _CAP
            });
    }

    /// @notice Unix seconds from which no challenge is taken any more.
    function challengesCloseAt() public view returns (uint256) {
        return uint256(_SUBMISSIONS_CLOSE_AT) + _DISPUTE_WINDOW;
    }

    /// @notice Unix seconds from which no challenge can be answered any more.
    function revealsCloseAt() public view returns (uint256) {
        return challengesCloseAt() + _DISPUTE_WINDOW;
    }

    function _requireMoney(Terms memory terms_) private view {
        address token = address(terms_.token);
        require(token == address(0) || token.code.length != 0, ContestTokenNoCode(token));
        require(terms_.fee != 0, ContestFeeZero());
        require(terms_.challengeBond != 0, ContestBondZero());
        uint256 share = terms_.hostShare;
        require(share <= MAX_HOST_SHARE, ContestHostShareTooHigh(share, MAX_HOST_SHARE));
        require(share == 0 || terms_.host != address(0), ContestHostMissing(share));
        uint16[3] memory split = terms_.split;
        require(
            uint256(split[0]) + split[1] + split[2] == BASIS_POINTS && split[0] >= split[1] && split[1] >= split[2],
            ContestSplitInvalid(split)
        );
    }

    function _requireTimes(Terms memory terms_) private view {
        uint256 entriesCloseAt = terms_.entriesCloseAt;
        uint256 submissionsCloseAt = terms_.submissionsCloseAt;
        uint256 window = terms_.disputeWindow;
        require(entriesCloseAt > block.timestamp, ContestEntriesCloseInPast(entriesCloseAt, block.timestamp));
        uint256 earliest = entriesCloseAt + MIN_SINGING_TIME;
        require(submissionsCloseAt >= earliest, ContestSingingTimeTooShort(submissionsCloseAt, earliest));
        require(
            window >= MIN_DISPUTE_WINDOW && window <= MAX_DISPUTE_WINDOW,
            ContestDisputeWindowOutOfRange(window, MIN_DISPUTE_WINDOW, MAX_DISPUTE_WINDOW)
        );
        uint256 endsAt = submissionsCloseAt + 2 * window;
        uint256 latest = block.timestamp + MAX_DURATION;
        require(endsAt <= latest, ContestTooLong(endsAt, latest));
    }
}
