// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title The best eight, kept by insertion: three that are paid and five behind them.
/// @notice Four storage words, and no more work however many take part. The five are there for places that are struck: false attempts that are not defended must
/// not cost the honest ones behind them their place.
library Standings {
    uint256 internal constant PLACES = 8;

    /// @param tickets by place, the best first; zero where nobody stands
    /// @param scores of those tickets
    struct Board {
        uint64[PLACES] tickets;
        uint64[PLACES] scores;
    }

    /// @notice Gives `ticket` the place that its new `score` earns it, behind all that have reached this score before. A ticket that stands already moves.
    /// @param score greater than zero, and than the ticket's former score
    function record(Board storage board, uint64 ticket, uint64 score) internal {
        Board memory current = board;
        uint256 place = 0;
        while (place < PLACES && current.scores[place] >= score) ++place;
        // What stood here and below moves down by one, as far as the place that the ticket itself held, an empty one, or the last.
        uint64 mover = ticket;
        for (uint256 i = place; i < PLACES; ++i) {
            (board.tickets[i], board.scores[i]) = (ticket, score);
            (ticket, score) = (current.tickets[i], current.scores[i]);
            if (ticket == mover || ticket == 0) return;
        }
    }

    /// @notice Whether `ticket` stands among the best eight.
    function has(Board storage board, uint64 ticket) internal view returns (bool) {
        uint64[PLACES] memory tickets = board.tickets;
        for (uint256 i = 0; i < PLACES; ++i) {
            if (tickets[i] == ticket) return true;
        }
        return false;
    }
}
