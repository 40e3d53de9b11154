// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IEzklVerifier} from "../../interfaces/IEzklVerifier.sol";
import {AccountMoves} from "./AccountMoves.sol";
import {Payouts} from "./Payouts.sol";
import {ProvenCaptures} from "./ProvenCaptures.sol";
import {RegistryTerms, Terms} from "./RegistryTerms.sol";

/// @title One living finger, one account, one payout a period.
/// @notice Proven is that the code came out of the agreed model from an image that an accepted device signed for; the chain refuses a code that is too near to
/// an enrolled one. Not proven is that the device looked at a living finger: that is its maker's word, as good as its key is safe.
contract UniquenessRegistry is AccountMoves {
    /// @param verifierCodeHash_ keccak256 of the verifier's runtime code, from the build
    /// @param token what is paid out; one whose balances change by transfers alone
    constructor(
        IEzklVerifier verifier_,
        bytes32 verifierCodeHash_,
        IERC20 token,
        Terms memory terms_
    ) ProvenCaptures(verifier_, verifierCodeHash_, terms_.owner) RegistryTerms(terms_) Payouts(token) {}
}
