// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Enrolments} from "./Enrolments.sol";
import {HammingIndex} from "./HammingIndex.sol";

/// @title The way to another account, for who has lost the key of the first.
/// @notice A new account shows the enrolled finger again, waits, and takes the enrolment over. Until that is finished the old account can object: who still
/// has its key has lost nothing. The code stays the first one, so that it does not drift from move to move.
abstract contract AccountMoves is Enrolments {
    using HammingIndex for HammingIndex.Index;

    /// @param account the new one; zero where no move was asked for, or it was objected to
    /// @param requestedAt unix seconds
    /// @param device whose signature it was asked for with
    /// @param coolsUntil unix seconds until which it cannot be asked for again, after an objection
    struct Move {
        address account;
        uint64 requestedAt;
        address device;
        uint64 coolsUntil;
    }

    mapping(uint128 code => Move) private _moves;
    /// @dev The code that an account asked for last.
    mapping(address account => uint128 code) private _asked;

    event MoveRequested(uint128 indexed code, address indexed from, address indexed to, uint256 readyAt);
    event MoveObjected(uint128 indexed code, address indexed from, address indexed to, uint256 coolsUntil);
    event Moved(uint128 indexed code, address indexed from, address indexed to);

    /// @notice Nobody is enrolled with a code within MOVE_THRESHOLD of this one.
    error NobodyLike(uint128 code);
    /// @notice This account's request for this code is neither finished nor lapsed.
    error MovePending(uint128 code, address account);
    error MoveCooling(uint128 code, uint256 until);
    error NoMovePending(uint128 code);
    /// @notice Another account has asked for this code.
    error MoveOfAnother(uint128 code, address account);
    error MoveNotReady(uint128 code, uint256 readyAt);
    /// @notice The device that vouched for the move was revoked.
    error MoveDeviceRevoked(uint128 code, address device);

    /// @notice Asks for the enrolment of the person in the capture, for the sender: account = sender, scope = moveScope(imageHash). It can be finished
    /// once MOVE_DELAY has passed and lapses when another has.
    /// @param deadline of the device's signature, unix seconds
    /// @param signature the device's, 65 bytes
    /// @return code what is asked for: the enrolled code, not the capture's
    function requestMove(
        bytes calldata proof,
        uint256[] calldata instances,
        uint64 deadline,
        bytes calldata signature
    ) external returns (uint128 code) {
        _requireFree(msg.sender);
        _requireNonePending(_asked[msg.sender], msg.sender);
        (uint128 shown, address signer) = _acceptCapture(ACT_MOVE, proof, instances, deadline, signature);
        (code, ) = _index.nearest(shown, MOVE_THRESHOLD);
        require(code != 0, NobodyLike(shown));
        require(!isFrozen(code), FrozenInTheWay(code));
        Move storage move = _moves[code];
        require(!_isWaiting(move), MovePending(code, move.account));
        require(block.timestamp >= move.coolsUntil, MoveCooling(code, move.coolsUntil));
        _moves[code] = Move(msg.sender, uint64(block.timestamp), signer, 0);
        _asked[msg.sender] = code;
        emit MoveRequested(code, _accounts[code], msg.sender, block.timestamp + MOVE_DELAY);
    }

    /// @notice Ends a move of the sender's enrolment, which cannot be asked for again until MOVE_DELAY has passed.
    function objectToMove() external {
        uint128 code = _requireEnrolled(msg.sender).code;
        address to = _requirePending(code).account;
        uint64 coolsUntil = uint64(block.timestamp + MOVE_DELAY);
        _moves[code] = Move(address(0), 0, address(0), coolsUntil);
        emit MoveObjected(code, msg.sender, to, coolsUntil);
    }

    /// @notice Gives the enrolment to the sender, who has asked for it, with what it was paid already.
    function finishMove(uint128 code) external {
        Move memory move = _requirePending(code);
        require(move.account == msg.sender, MoveOfAnother(code, move.account));
        uint256 readyAt = move.requestedAt + MOVE_DELAY;
        require(block.timestamp >= readyAt, MoveNotReady(code, readyAt));
        require(!_isRevoked(move.device, move.requestedAt), MoveDeviceRevoked(code, move.device));
        require(!isFrozen(code), EnrolmentFrozen(code));
        _requireFree(msg.sender);

        address from = _accounts[code];
        Enrolment memory enrolment = _enrolments[from];
        (enrolment.movedAt, enrolment.moveDevice) = (move.requestedAt, move.device);
        delete _moves[code];
        delete _enrolments[from];
        _enrolments[msg.sender] = enrolment;
        _accounts[code] = msg.sender;
        emit Moved(code, from, msg.sender);
    }

    /// @notice The move that waits for this code, if one does.
    /// @return account the new one; zero where no move is pending
    /// @return readyAt unix seconds from which it can be finished
    /// @return lapsesAt unix seconds from which it no longer can
    /// @return coolsUntil unix seconds until which none can be asked for, after an objection
    function pendingMove(
        uint128 code
    ) external view returns (address account, uint256 readyAt, uint256 lapsesAt, uint256 coolsUntil) {
        Move storage move = _moves[code];
        coolsUntil = move.coolsUntil;
        if (!_isPending(move)) return (address(0), 0, 0, coolsUntil);
        readyAt = move.requestedAt + MOVE_DELAY;
        return (move.account, readyAt, readyAt + MOVE_DELAY, coolsUntil);
    }

    function _takeOut(address account, uint128 code) internal override {
        super._takeOut(account, code);
        delete _moves[code];
    }

    function _requirePending(uint128 code) private view returns (Move storage move) {
        move = _moves[code];
        require(_isPending(move), NoMovePending(code));
    }

    /// @dev An account waits for one enrolment at a time.
    function _requireNonePending(uint128 code, address account) private view {
        Move storage move = _moves[code];
        require(move.account != account || !_isWaiting(move), MovePending(code, account));
    }

    /// @dev Not one that can never be finished: what a stolen key asks for keeps nobody else waiting once the key is revoked.
    function _isWaiting(Move storage move) private view returns (bool) {
        return _isPending(move) && !_isRevoked(move.device, move.requestedAt);
    }

    function _isPending(Move storage move) private view returns (bool) {
        return block.timestamp < move.requestedAt + 2 * MOVE_DELAY;
    }
}
