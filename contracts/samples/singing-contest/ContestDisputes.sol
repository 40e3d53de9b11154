// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ContestTickets} from "./ContestTickets.sol";
import {Standings} from "./Standings.sol";

/// @title What follows the close of submissions: challenges, their answers, and the division of the pool.
/// @notice Anyone may make the singer of a place publish the recording that the attempt committed to, so that all can hear it and compute its score
/// again. Who publishes it gets the challenger's bond for the trouble; who does not loses the place. Published bytes are not judged here.
abstract contract ContestDisputes is ContestTickets {
    using Standings for Standings.Board;

    /// @param singer zero where nobody stands
    /// @param score with 18 decimals, capped
    struct Place {
        uint256 ticket;
        address singer;
        uint256 score;
    }

    /// @notice Bytes of a recording: 51,200 samples of 16 bits, 6.4 s at 8 kHz.
    uint256 public constant RECORDING_BYTES = 102_400;

    /// @notice How many challenges await their answer.
    uint256 public openChallenges;
    Standings.Board internal _board;

    event TicketChallenged(uint256 indexed ticket, address indexed challenger, uint256 bond);
    event RecordingRevealed(uint256 indexed ticket, bytes32 recordingHash);
    event TicketStruck(uint256 indexed ticket, address indexed challenger);
    event PrizeAwarded(uint256 indexed ticket, address indexed singer, uint256 place, uint256 amount);
    event ContestClosed(Outcome outcome, uint256 pool, uint256 hostCut);

    error ContestSubmissionsOpen(uint256 closeAt);
    error ContestChallengesClosed(uint256 closedAt);
    error ContestTicketNotPlaced(uint256 ticket);
    error ContestAlreadyChallenged(uint256 ticket, address challenger);
    error ContestNotChallenged(uint256 ticket, Challenge challenge);
    error ContestRevealsClosed(uint256 closedAt);
    error ContestRecordingLength(uint256 expected, uint256 actual);
    error ContestRecordingMismatch(bytes32 expected, bytes32 actual);
    error ContestNotClosable(uint256 closableAt);
    error ContestAlreadyClosed(Outcome outcome);

    /// @notice Demands the recording of a ticket in the standings, for a bond. One challenge a ticket.
    function challenge(uint256 ticket) external payable nonReentrant {
        Ticket storage current = _requireTicket(ticket);
        require(block.timestamp >= _SUBMISSIONS_CLOSE_AT, ContestSubmissionsOpen(_SUBMISSIONS_CLOSE_AT));
        require(block.timestamp < challengesCloseAt(), ContestChallengesClosed(challengesCloseAt()));
        require(_board.has(uint64(ticket)), ContestTicketNotPlaced(ticket));
        require(current.challenge == Challenge.None, ContestAlreadyChallenged(ticket, current.challenger));
        current.challenge = Challenge.Open;
        current.challenger = msg.sender;
        ++openChallenges;
        emit TicketChallenged(ticket, msg.sender, _CHALLENGE_BOND);
        _collect(_CHALLENGE_BOND);
    }

    /// @notice Answers a challenge with the recording itself. Anyone who has it may; the bond goes to the ticket's singer.
    function reveal(uint256 ticket, bytes calldata recording) external {
        Ticket storage current = _requireTicket(ticket);
        require(current.challenge == Challenge.Open, ContestNotChallenged(ticket, current.challenge));
        require(block.timestamp < revealsCloseAt(), ContestRevealsClosed(revealsCloseAt()));
        require(recording.length == RECORDING_BYTES, ContestRecordingLength(RECORDING_BYTES, recording.length));
        bytes32 hash = keccak256(recording);
        require(hash == current.recordingHash, ContestRecordingMismatch(current.recordingHash, hash));
        current.challenge = Challenge.Answered;
        --openChallenges;
        owed[current.singer] += _CHALLENGE_BOND;
        emit RecordingRevealed(ticket, hash);
    }

    /// @notice Ends the contest: strikes the tickets whose recordings were not published, and credits what is won. Anyone may call.
    /// @dev The first place gets what rounding and empty or unqualified places leave; of a void contest, whoever closes it gets what rounding leaves.
    function close() external {
        require(!closed(), ContestAlreadyClosed(outcome));
        require(block.timestamp >= closableAt(), ContestNotClosable(closableAt()));
        uint256 struck = _strikeUnanswered();
        if (_board.scores[0] < _THRESHOLD) {
            outcome = Outcome.Void;
            _shareFees(struck);
            emit ContestClosed(Outcome.Void, pool, 0);
            return;
        }
        outcome = Outcome.Won;
        uint256 hostCut = (pool * _HOST_SHARE) / BASIS_POINTS;
        owed[_HOST] += hostCut;
        emit ContestClosed(Outcome.Won, pool, hostCut);
        uint256 prize = pool - hostCut;
        uint256 second = _awardShare(1, prize, _SECOND_SPLIT);
        uint256 third = _awardShare(2, prize, _THIRD_SPLIT);
        _award(0, prize - second - third);
    }

    /// @notice The best eight, as they stand: the first three are paid. Struck tickets leave when the contest is closed.
    function standings() external view returns (Place[8] memory places) {
        for (uint256 i = 0; i < Standings.PLACES; ++i) {
            uint64 ticket = _board.tickets[i];
            places[i] = Place(ticket, _tickets[ticket].singer, _board.scores[i]);
        }
    }

    /// @notice Whether the contest has ended.
    function closed() public view returns (bool) {
        return outcome != Outcome.Undecided;
    }

    /// @notice Unix seconds from which `close` works, as things stand: after the challenges, or after their answers while one is outstanding.
    function closableAt() public view returns (uint256) {
        return openChallenges == 0 ? challengesCloseAt() : revealsCloseAt();
    }

    /// @dev Those behind move up. Bonds go back to the challengers.
    function _strikeUnanswered() private returns (uint256 struck) {
        struck = openChallenges;
        if (struck == 0) return 0;
        Standings.Board memory standing = _board;
        Standings.Board memory left;
        uint256 count = 0;
        for (uint256 i = 0; i < Standings.PLACES; ++i) {
            uint64 ticket = standing.tickets[i];
            Ticket storage current = _tickets[ticket];
            if (current.challenge == Challenge.Open) {
                current.challenge = Challenge.Struck;
                owed[current.challenger] += _CHALLENGE_BOND;
                emit TicketStruck(ticket, current.challenger);
            } else {
                (left.tickets[count], left.scores[count]) = (ticket, standing.scores[i]);
                ++count;
            }
        }
        openChallenges = 0;
        _board = left;
    }

    /// @dev Divides the pool among the drawn tickets that were not struck. Every open challenge is of a ticket in the standings, so `struck` counts them all.
    function _shareFees(uint256 struck) private {
        uint256 sharing = pool / _FEE - struck;
        if (sharing == 0) return;
        voidRefund = pool / sharing;
        owed[msg.sender] += pool % sharing;
    }

    /// @dev Awards nothing to a place that is empty or below the threshold.
    function _awardShare(uint256 place, uint256 prize, uint256 share) private returns (uint256 amount) {
        if (_board.scores[place] < _THRESHOLD) return 0;
        amount = (prize * share) / BASIS_POINTS;
        _award(place, amount);
    }

    function _award(uint256 place, uint256 amount) private {
        uint256 ticket = _board.tickets[place];
        address singer = _tickets[ticket].singer;
        owed[singer] += amount;
        emit PrizeAwarded(ticket, singer, place, amount);
    }
}
