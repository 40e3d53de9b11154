// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AggregatorV3Interface} from "@chainlink/contracts/src/v0.8/shared/interfaces/AggregatorV3Interface.sol";

/// @notice A price feed that says what Chainlink's mock cannot: it reverts for rounds that it does not have, answers with other rounds' ids, carries
/// answers over from older rounds, changes its decimals, and can be made expensive to ask.
contract FickleFeed is AggregatorV3Interface {
    struct Round {
        uint80 id;
        uint80 answeredIn;
        int256 answer;
        uint256 updatedAt;
    }

    error FickleFeedNoData(uint80 round);

    uint8 public override decimals = 8;
    /// @notice Words of memory that each question about a round pays for: 31,000 of them cost two million gas.
    uint256 public toll;
    uint80 private _latest;
    mapping(uint80 id => Round) private _rounds;

    function setDecimals(uint8 decimals_) external {
        decimals = decimals_;
    }

    function setToll(uint256 toll_) external {
        toll = toll_;
    }

    /// @notice Makes `asked` the latest round; the feed answers for it whatever `round` says.
    function setRound(uint80 asked, Round calldata round) external {
        _rounds[asked] = round;
        _latest = asked;
    }

    function getRoundData(uint80 id) external view override returns (uint80, int256, uint256, uint256, uint80) {
        uint256 end = toll * 32;
        assembly ("memory-safe") {
            pop(mload(end))
        }
        if (_rounds[id].updatedAt == 0) revert FickleFeedNoData(id);
        return _told(_rounds[id]);
    }

    function description() external pure override returns (string memory) {
        return "fickle";
    }

    function version() external pure override returns (uint256) {
        return 0;
    }

    function latestRoundData() external view override returns (uint80, int256, uint256, uint256, uint80) {
        return _told(_rounds[_latest]);
    }

    function _told(Round memory round) private pure returns (uint80, int256, uint256, uint256, uint80) {
        return (round.id, round.answer, round.updatedAt, round.updatedAt, round.answeredIn);
    }
}
