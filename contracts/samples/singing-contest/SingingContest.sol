// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EzklConsumer} from "../../base/EzklConsumer.sol";
import {SingingJudgeStatement} from "../../generated/singing-judge/SingingJudgeStatement.sol";
import {IEzklVerifier} from "../../interfaces/IEzklVerifier.sol";
import {EzklFelt} from "../../libraries/EzklFelt.sol";
import {ContestDisputes} from "./ContestDisputes.sol";
import {ContestTerms} from "./ContestTerms.sol";
import {Melody} from "./Melody.sol";
import {Standings} from "./Standings.sol";

/// @title A singing contest that a neural network judges and that pays on proven scores.
/// @notice One contract is one contest, opened by deploying it; nobody, the host included, can change anything about it. A singer buys a ticket,
/// sings the melody that the ticket is given, and submits a proof of the judge's score. The best three share the pool.
///
/// The proof shows that the committed judge gives this score to some pitches and loudnesses that its maker chose, on this ticket's melody. It does
/// not show that anybody sang: the recording is only committed to, and published when challenged.
contract SingingContest is ContestDisputes, EzklConsumer {
    using Standings for Standings.Board;

    event AttemptSubmitted(uint256 indexed ticket, address indexed singer, uint256 score, bytes32 recordingHash);

    error ContestNotTicketHolder(uint256 ticket, address holder, address caller);
    error ContestRecordingHashMissing(uint256 ticket);
    /// @notice The proof was made for another melody. Both are instances, semitones at the melody's scale.
    error ContestMelodyMismatch(uint256 slot, uint256 expected, uint256 actual);
    error ContestScoreNotPositive(int256 score);
    /// @notice Only a better attempt replaces one; the cap is as good as it gets.
    error ContestAttemptNotBetter(uint256 best, uint256 score);

    /// @param verifierCodeHash_ keccak256 of the verifier's runtime code, from the build
    constructor(
        IEzklVerifier verifier_,
        bytes32 verifierCodeHash_,
        Terms memory terms_
    )
        ContestTerms(terms_)
        EzklConsumer(
            verifier_,
            verifierCodeHash_,
            SingingJudgeStatement.MODEL_DIGEST,
            SingingJudgeStatement.INSTANCES,
            SingingJudgeStatement.CONTEXT_OFFSET
        )
    {}

    /// @notice Submits a proven attempt on the sender's ticket: account = sender, scope = scopeOf(ticket, recordingHash). A ticket counts with its best
    /// attempt, from when that was submitted; another attempt must score more.
    /// @param recordingHash keccak256 of the recording's 102,400 bytes, which a challenge obliges to publish
    function submit(
        uint256 ticket,
        bytes32 recordingHash,
        bytes calldata proof,
        uint256[] calldata instances
    ) external {
        Ticket storage current = _requireTicket(ticket);
        require(msg.sender == current.singer, ContestNotTicketHolder(ticket, current.singer, msg.sender));
        require(block.timestamp < _SUBMISSIONS_CLOSE_AT, ContestSubmissionsClosed(_SUBMISSIONS_CLOSE_AT));
        require(recordingHash != 0, ContestRecordingHashMissing(ticket));
        _requireSameMelody(_requireMelody(current, ticket), instances);
        _consumeProof(proof, instances, msg.sender, scopeOf(ticket, recordingHash));

        uint64 score = _scoreOf(instances);
        require(score > current.score, ContestAttemptNotBetter(current.score, score));
        current.score = score;
        current.submittedAt = uint64(block.timestamp);
        current.recordingHash = recordingHash;
        // Tickets are counted one by one: far from 2^64.
        _board.record(uint64(ticket), score);
        emit AttemptSubmitted(ticket, msg.sender, score, recordingHash);
    }

    /// @notice The scope that a proof for this ticket and recording must carry.
    function scopeOf(uint256 ticket, bytes32 recordingHash) public pure returns (bytes32) {
        return keccak256(abi.encode(ticket, recordingHash));
    }

    function _requireSameMelody(bytes8 melody, uint256[] calldata instances) private pure {
        require(
            instances.length == SingingJudgeStatement.INSTANCES,
            EzklConsumerInstanceCount(SingingJudgeStatement.INSTANCES, instances.length)
        );
        for (uint256 slot = 0; slot < Melody.SLOTS; ++slot) {
            uint256 expected = uint256(Melody.at(melody, slot)) << SingingJudgeStatement.MELODY_SCALE_BITS;
            uint256 actual = instances[SingingJudgeStatement.MELODY_OFFSET + slot];
            require(actual == expected, ContestMelodyMismatch(slot, expected, actual));
        }
    }

    function _scoreOf(uint256[] calldata instances) private view returns (uint64) {
        int256 score = EzklFelt.toWad(SingingJudgeStatement.score(instances), SingingJudgeStatement.SCORE_SCALE_BITS);
        require(score > 0, ContestScoreNotPositive(score));
        return uint256(score) < _CAP ? uint64(uint256(score)) : _CAP;
    }
}
