// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {HammingIndex} from "./HammingIndex.sol";
import {Payouts} from "./Payouts.sol";
import {ProvenCaptures} from "./ProvenCaptures.sol";

/// @title One record for each person, by code and by account.
/// @notice Nobody enrols whose code is within the threshold of one that is enrolled. What a revoked device has vouched for is frozen: it is paid nothing
/// and keeps others out until somebody, anybody, evicts it.
abstract contract Enrolments is ProvenCaptures, Payouts {
    using HammingIndex for HammingIndex.Index;

    /// @param code 0 where there is no enrolment
    /// @param enrolledAt unix seconds
    /// @param paidThrough the last period that was paid; 0, in which nobody is paid, at first
    /// @param device whose signature enrolled
    /// @param movedAt unix seconds at which the last move was asked for; 0 where there was none
    /// @param moveDevice whose signature the last move was asked for with
    struct Enrolment {
        uint128 code;
        uint64 enrolledAt;
        uint64 paidThrough;
        address device;
        uint64 movedAt;
        address moveDevice;
    }

    HammingIndex.Index internal _index;
    mapping(address account => Enrolment) internal _enrolments;
    /// @dev Zero where no account is enrolled with the code.
    mapping(uint128 code => address account) internal _accounts;

    event Enrolled(address indexed account, uint128 code, address indexed device);
    event Evicted(address indexed account, uint128 code);
    event Left(address indexed account, uint128 code);

    /// @notice The account has an enrolment.
    error AccountEnrolled(address account, uint128 code);
    error AccountNotEnrolled(address account);
    error CodeNotEnrolled(uint128 code);
    /// @notice Somebody is enrolled whose code differs in so few bits that it is the same person's.
    error AlreadyEnrolled(uint128 code, uint256 distance);
    /// @notice As AlreadyEnrolled, but what is in the way is frozen: evict it first.
    error FrozenInTheWay(uint128 code);
    error EnrolmentFrozen(uint128 code);
    error NotFrozen(uint128 code);
    /// @notice Who enrols in a period is paid from the next one on.
    error PaidFromPeriod(uint256 period);
    error AlreadyPaid(address account, uint256 period);

    /// @notice Enrols the sender, for whom capture and proof must have been made: account = sender, scope = enrolmentScope(imageHash).
    /// @param deadline of the device's signature, unix seconds
    /// @param signature the device's, 65 bytes
    function enroll(
        bytes calldata proof,
        uint256[] calldata instances,
        uint64 deadline,
        bytes calldata signature
    ) external {
        _openPeriod();
        _requireFree(msg.sender);
        (uint128 code, address signer) = _acceptCapture(ACT_ENROLL, proof, instances, deadline, signature);
        (uint128 other, uint256 distance) = _index.nearest(code, THRESHOLD);
        if (other != 0) {
            require(!isFrozen(other), FrozenInTheWay(other));
            revert AlreadyEnrolled(other, distance);
        }
        _index.insert(code);
        _accounts[code] = msg.sender;
        _enrolments[msg.sender] = Enrolment(code, uint64(block.timestamp), 0, signer, 0, address(0));
        emit Enrolled(msg.sender, code, signer);
    }

    /// @notice Takes out an enrolment that is frozen. Anyone may.
    function evict(uint128 code) external {
        _openPeriod();
        address account = _requireAccountOf(code);
        require(isFrozen(code), NotFrozen(code));
        _takeOut(account, code);
        emit Evicted(account, code);
    }

    /// @notice Takes the sender's enrolment out.
    function leave() external {
        _openPeriod();
        uint128 code = _requireEnrolled(msg.sender).code;
        _takeOut(msg.sender, code);
        emit Left(msg.sender, code);
    }

    /// @notice The account's enrolment; all zero where it has none.
    function enrolmentOf(address account) external view returns (Enrolment memory) {
        return _enrolments[account];
    }

    /// @notice The account that is enrolled with exactly this code; zero where there is none.
    function accountOf(uint128 code) external view returns (address) {
        return _accounts[code];
    }

    /// @notice The enrolled code nearest to this one, within THRESHOLD; 0 and 0 where there is none.
    function nearest(uint128 code) external view returns (uint128 found, uint256 distance) {
        return _index.nearest(code, THRESHOLD);
    }

    /// @inheritdoc Payouts
    function enrolled() public view override returns (uint256) {
        return _index.size;
    }

    /// @notice Whether a device that vouched for this enrolment was revoked from then on or earlier. False where nobody is enrolled with the code.
    function isFrozen(uint128 code) public view returns (bool) {
        Enrolment storage enrolment = _enrolments[_accounts[code]];
        return
            _isRevoked(enrolment.device, enrolment.enrolledAt) || _isRevoked(enrolment.moveDevice, enrolment.movedAt);
    }

    /// @dev To be extended by what else is kept for a code.
    function _takeOut(address account, uint128 code) internal virtual {
        _index.remove(code);
        delete _accounts[code];
        delete _enrolments[account];
    }

    /// @inheritdoc Payouts
    function _markPaid(address account, uint256 period) internal override {
        Enrolment storage enrolment = _requireEnrolled(account);
        require(!isFrozen(enrolment.code), EnrolmentFrozen(enrolment.code));
        require(period > _periodAt(enrolment.enrolledAt), PaidFromPeriod(period + 1));
        require(period > enrolment.paidThrough, AlreadyPaid(account, period));
        enrolment.paidThrough = uint64(period);
    }

    function _requireFree(address account) internal view {
        uint128 code = _enrolments[account].code;
        require(code == 0, AccountEnrolled(account, code));
    }

    function _requireEnrolled(address account) internal view returns (Enrolment storage enrolment) {
        enrolment = _enrolments[account];
        require(enrolment.code != 0, AccountNotEnrolled(account));
    }

    function _requireAccountOf(uint128 code) internal view returns (address account) {
        account = _accounts[code];
        require(account != address(0), CodeNotEnrolled(code));
    }
}
