// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEzklVerifier} from "../interfaces/IEzklVerifier.sol";
import {SingingContest} from "../samples/singing-contest/SingingContest.sol";

/// @notice A contest whose melodies are known in advance, so that recorded proofs fit its tickets: the seed is a hash of the ticket's number alone.
contract FixedMelodyContest is SingingContest {
    constructor(
        IEzklVerifier verifier_,
        bytes32 codeHash,
        Terms memory terms_
    ) SingingContest(verifier_, codeHash, terms_) {}

    function _seedOf(uint256 ticket, uint256) internal pure override returns (uint256) {
        return uint256(keccak256(abi.encode(ticket)));
    }
}
