// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";

import {Quotes} from "./Quotes.sol";
import {VaultMarket} from "./VaultMarket.sol";

/// @notice What the owner may change, within caps and after CHANGE_DELAY.
/// @param slippage basis points by which a trade may be worse than the oracle's price; more than the pool's own fee, at most 300
/// @param tradeCap basis points of the net asset value that one epoch may trade; 100 to 10,000
/// @param minTrade basis points of the net asset value below which nothing is traded; at most 1,000, and at most the cap
/// @param keeperFee units of stable an epoch, of which at most one basis point of the net asset value is paid, in shares
struct Terms {
    uint16 slippage;
    uint16 tradeCap;
    uint16 minTrade;
    uint128 keeperFee;
}

/// @title Who governs the vault, and how little that is.
/// @notice The owner may propose other terms and may pause. A proposal is public for CHANGE_DELAY before it can hold; leaving takes one transaction. A pause
/// stops deposits and rebalances; it never stops anybody from leaving. Model, verifier, prices, pool and tokens nobody can change.
abstract contract VaultTerms is VaultMarket, Ownable2Step, Pausable, ReentrancyGuard {
    uint256 public constant CHANGE_DELAY = 7 days;
    uint256 public constant MAX_SLIPPAGE = 300;
    uint256 public constant MIN_TRADE_CAP = 100;
    uint256 public constant MAX_TRADE_CAP = Quotes.BASIS_POINTS;
    uint256 public constant MAX_MIN_TRADE = 1_000;

    Terms private _terms;
    Terms private _proposed;
    /// @notice Unix seconds from which the proposed terms can be applied; 0 where none are proposed.
    uint256 public applicableAt;

    event TermsProposed(Terms terms, uint256 applicableAt);
    event ProposalCancelled(Terms terms);
    event TermsApplied(Terms terms);

    error VaultSlippageOutOfRange(uint256 slippage, uint256 min, uint256 max);
    error VaultTradeCapOutOfRange(uint256 tradeCap, uint256 min, uint256 max);
    error VaultMinTradeTooHigh(uint256 minTrade, uint256 max);
    error VaultNothingProposed();
    error VaultProposalTooYoung(uint256 applicableAt, uint256 timestamp);

    constructor(address owner_, Terms memory terms_) Ownable(owner_) {
        _requireWithinCaps(terms_);
        _terms = terms_;
        emit TermsApplied(terms_);
    }

    /// @notice Makes other terms public, in place of any proposed before, and starts their delay.
    function proposeTerms(Terms calldata terms_) external onlyOwner {
        _requireWithinCaps(terms_);
        _proposed = terms_;
        applicableAt = block.timestamp + CHANGE_DELAY;
        emit TermsProposed(terms_, applicableAt);
    }

    /// @notice Takes the proposal back.
    function cancelProposal() external onlyOwner {
        _requireProposal();
        applicableAt = 0;
        emit ProposalCancelled(_proposed);
    }

    /// @notice Lets the proposed terms hold. Anyone may, once the delay is over.
    function applyTerms() external nonReentrant {
        _requireProposal();
        require(block.timestamp >= applicableAt, VaultProposalTooYoung(applicableAt, block.timestamp));
        applicableAt = 0;
        _terms = _proposed;
        emit TermsApplied(_proposed);
    }

    /// @notice Stops deposits and rebalances.
    function pause() external onlyOwner {
        _pause();
    }

    function unpause() external onlyOwner {
        _unpause();
    }

    /// @notice Leaves the vault to its terms for good; not while it is paused, since nobody could end that.
    function renounceOwnership() public override whenNotPaused {
        super.renounceOwnership();
    }

    /// @notice The terms that hold.
    function terms() public view returns (Terms memory) {
        return _terms;
    }

    /// @notice The terms last proposed; they are still waiting where `applicableAt` is not 0.
    function proposedTerms() public view returns (Terms memory) {
        return _proposed;
    }

    /// @notice Basis points above the pool's own fee, which is part of every trade's cost.
    function minSlippage() public view returns (uint256) {
        return uint256(POOL_FEE) / 100 + 1;
    }

    function _requireProposal() private view {
        require(applicableAt != 0, VaultNothingProposed());
    }

    function _requireWithinCaps(Terms memory terms_) private view {
        require(
            terms_.slippage >= minSlippage() && terms_.slippage <= MAX_SLIPPAGE,
            VaultSlippageOutOfRange(terms_.slippage, minSlippage(), MAX_SLIPPAGE)
        );
        uint256 cap = terms_.tradeCap;
        require(
            cap >= MIN_TRADE_CAP && cap <= MAX_TRADE_CAP,
            VaultTradeCapOutOfRange(cap, MIN_TRADE_CAP, MAX_TRADE_CAP)
        );
        uint256 most = cap < MAX_MIN_TRADE ? cap : MAX_MIN_TRADE;
        require(terms_.minTrade <= most, VaultMinTradeTooHigh(terms_.minTrade, most));
    }
}
