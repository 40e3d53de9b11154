// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Melody} from "../samples/singing-contest/Melody.sol";

/// @notice Opens the melody library to tests.
contract MelodyHarness {
    /// @notice The tunes of many seeds.
    function melodiesOf(uint256[] calldata seeds) external pure returns (bytes8[] memory melodies) {
        melodies = new bytes8[](seeds.length);
        for (uint256 i = 0; i < seeds.length; ++i) melodies[i] = Melody.ofSeed(seeds[i]);
    }

    function slots(bytes8 tune) external pure returns (uint8[16] memory) {
        return Melody.slots(tune);
    }
}
