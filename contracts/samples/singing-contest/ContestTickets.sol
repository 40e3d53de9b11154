// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ContestCurrency} from "./ContestCurrency.sol";
import {Melody} from "./Melody.sol";

/// @title Tickets: bought, given a melody, refunded by rule.
/// @notice A ticket's melody comes from the hash of a block that its purchase fixes, a few blocks ahead. Nobody knew it when the ticket was paid
/// for, and waiting or reverting changes nothing. The proposer of that block can choose among the hashes that it can compute: what it gains is a
/// melody to its liking, and melodies are alike in difficulty. A singer who dislikes a melody that nobody draws may let it lapse and be refunded;
/// anyone can prevent that by drawing it.
abstract contract ContestTickets is ContestCurrency {
    enum Outcome {
        Undecided,
        Won,
        Void
    }

    enum Challenge {
        None,
        Open,
        Answered,
        Struck
    }

    /// @param singer who entered; alone may submit, and is paid
    /// @param drawBlock block whose hash gives the melody
    /// @param refunded whether the fee was paid back
    /// @param challenge state of the one challenge that a ticket can meet
    /// @param melody a digit a slot, see the library Melody; zero until drawn
    /// @param score best proven score with 18 decimals, capped; zero until an attempt counts
    /// @param submittedAt unix seconds of the attempt that counts
    /// @param recordingHash keccak256 of that attempt's recording
    /// @param challenger who put up the bond
    struct Ticket {
        address singer;
        uint64 drawBlock;
        bool refunded;
        Challenge challenge;
        bytes8 melody;
        uint64 score;
        uint64 submittedAt;
        bytes32 recordingHash;
        address challenger;
    }

    /// @notice Blocks from a ticket's purchase to the one that gives its melody.
    uint256 public constant DRAW_DELAY = 4;
    /// @notice Blocks during which the melody can be drawn: as many hashes the chain remembers.
    uint256 public constant DRAW_WINDOW = 256;

    /// @notice Number of the latest ticket; the first is 1.
    uint256 public ticketCount;
    /// @notice Sum of the fees of all tickets whose melody was drawn; what the winners share.
    uint256 public pool;
    /// @notice How the contest ended: with a winner, or void and refunded.
    Outcome public outcome;
    /// @notice What each drawn ticket of a void contest gets back unless it was struck: its fee and its part of the fees of the struck. Zero where all were struck.
    uint256 public voidRefund;

    mapping(uint256 ticket => Ticket) internal _tickets;

    event TicketEntered(uint256 indexed ticket, address indexed singer, uint256 drawBlock);
    event MelodyDrawn(uint256 indexed ticket, uint256 seed, bytes8 melody);
    event TicketRefunded(uint256 indexed ticket, address indexed account, uint256 amount);

    error ContestEntriesClosed(uint256 closedAt);
    error ContestSubmissionsClosed(uint256 closedAt);
    error ContestTicketUnknown(uint256 ticket);
    error ContestMelodyNotDrawn(uint256 ticket);
    error ContestMelodyAlreadyDrawn(uint256 ticket);
    error ContestDrawTooEarly(uint256 blockNumber, uint256 drawBlock);
    error ContestDrawTooLate(uint256 blockNumber, uint256 lastBlock);
    error ContestTicketRefunded(uint256 ticket);
    /// @notice The melody can still be drawn: until block `lastBlock` or the close of submissions.
    error ContestTicketStillDrawable(uint256 ticket, uint256 lastBlock);
    /// @notice The ticket has its melody, and the contest was not closed without a winner.
    error ContestRefundNotDue(uint256 ticket, Outcome outcome);
    /// @notice The ticket was struck; its fee is the others'.
    error ContestRefundForfeited(uint256 ticket);

    /// @notice Buys a ticket for the sender, who may hold several.
    /// @return ticket its number
    function enter() external payable nonReentrant returns (uint256 ticket) {
        return _enter();
    }

    /// @notice Buys a ticket with a token's signed allowance of exactly the fee to this contract.
    function enterWithPermit(
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant returns (uint256 ticket) {
        _permit(_FEE, deadline, v, r, s);
        return _enter();
    }

    /// @notice Fixes the ticket's melody and moves its fee to the pool. Anyone may call.
    function drawMelody(uint256 ticket) external {
        Ticket storage current = _requireTicket(ticket);
        require(current.melody == 0, ContestMelodyAlreadyDrawn(ticket));
        require(block.timestamp < _SUBMISSIONS_CLOSE_AT, ContestSubmissionsClosed(_SUBMISSIONS_CLOSE_AT));
        uint256 drawBlock = current.drawBlock;
        require(block.number > drawBlock, ContestDrawTooEarly(block.number, drawBlock));
        uint256 lastBlock = drawBlock + DRAW_WINDOW;
        require(block.number <= lastBlock, ContestDrawTooLate(block.number, lastBlock));
        uint256 seed = _seedOf(ticket, drawBlock);
        bytes8 melody = Melody.ofSeed(seed);
        current.melody = melody;
        pool += _FEE;
        emit MelodyDrawn(ticket, seed, melody);
    }

    /// @notice Pays a ticket's fee back to its singer: of a ticket whose melody was not drawn in time, and of any ticket of a contest without a winner.
    /// Of such a contest, the fee of a ticket that was struck is shared by those that were not: nobody may void a contest for nothing by challenging
    /// tickets of its own. Where all were struck, it goes to the ticket's challenger. Anyone may call.
    function refund(uint256 ticket) external nonReentrant {
        Ticket storage current = _requireTicket(ticket);
        require(!current.refunded, ContestTicketRefunded(ticket));
        address account = current.singer;
        uint256 amount = _FEE;
        if (current.melody == 0) {
            uint256 lastBlock = current.drawBlock + DRAW_WINDOW;
            require(
                block.number > lastBlock || block.timestamp >= _SUBMISSIONS_CLOSE_AT,
                ContestTicketStillDrawable(ticket, lastBlock)
            );
        } else {
            require(outcome == Outcome.Void, ContestRefundNotDue(ticket, outcome));
            if (current.challenge == Challenge.Struck) {
                require(voidRefund == 0, ContestRefundForfeited(ticket));
                account = current.challenger;
            } else {
                amount = voidRefund;
            }
        }
        current.refunded = true;
        emit TicketRefunded(ticket, account, amount);
        _pay(account, amount);
    }

    /// @notice The ticket as it stands.
    function ticketAt(uint256 ticket) external view returns (Ticket memory) {
        return _requireTicket(ticket);
    }

    /// @notice The ticket's melody: semitones above the tonic in each of the sixteen slots.
    function melodyOf(uint256 ticket) external view returns (uint8[16] memory) {
        return Melody.slots(_requireMelody(_requireTicket(ticket), ticket));
    }

    function _requireTicket(uint256 ticket) internal view returns (Ticket storage current) {
        current = _tickets[ticket];
        require(current.singer != address(0), ContestTicketUnknown(ticket));
    }

    function _requireMelody(Ticket storage current, uint256 ticket) internal view returns (bytes8 melody) {
        melody = current.melody;
        require(melody != 0, ContestMelodyNotDrawn(ticket));
    }

    /// @dev Called when the block's hash is known. Bound to contest and ticket, so that tickets of one block get melodies of their own.
    function _seedOf(uint256 ticket, uint256 drawBlock) internal view virtual returns (uint256) {
        return uint256(keccak256(abi.encode(blockhash(drawBlock), address(this), ticket)));
    }

    function _enter() private returns (uint256 ticket) {
        require(block.timestamp < _ENTRIES_CLOSE_AT, ContestEntriesClosed(_ENTRIES_CLOSE_AT));
        ticket = ++ticketCount;
        uint256 drawBlock = block.number + DRAW_DELAY;
        Ticket storage current = _tickets[ticket];
        current.singer = msg.sender;
        current.drawBlock = uint64(drawBlock);
        emit TicketEntered(ticket, msg.sender, drawBlock);
        _collect(_FEE);
    }
}
