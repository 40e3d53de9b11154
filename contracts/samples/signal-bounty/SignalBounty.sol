// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EzklConsumer} from "../../base/EzklConsumer.sol";
import {TradingSignalStatement} from "../../generated/trading-signal/TradingSignalStatement.sol";
import {IEzklVerifier} from "../../interfaces/IEzklVerifier.sol";
import {EzklFelt} from "../../libraries/EzklFelt.sol";

/// @title A bounty per epoch for running the trading-signal model on the epoch's returns.
/// @notice The owner opens an epoch by funding it and naming the window of returns; the first who proves the model's output on exactly that window has
/// it recorded and is owed the bounty. The proof shows that the allocation is the committed model's; that the window is true is the owner's word.
contract SignalBounty is EzklConsumer {
    struct Epoch {
        bytes32 windowHash;
        address prover;
        uint64 allocation;
        uint128 bounty;
        uint64 deadline;
    }

    /// @notice How long an epoch can be proven; then its bounty returns to the owner.
    uint256 public constant PROVING_PERIOD = 7 days;
    /// @notice An allocation of 1: all of it.
    uint256 public constant FULL_ALLOCATION = 1e18;

    address public immutable OWNER;
    /// @notice Number of the latest epoch; the first is 1.
    uint256 public latestEpoch;
    mapping(address account => uint256 amount) public owed;
    mapping(uint256 epoch => Epoch) private _epochs;

    event EpochOpened(uint256 indexed epoch, bytes32 windowHash, uint256 bounty, uint256 deadline);
    event AllocationRecorded(uint256 indexed epoch, address indexed prover, uint256 allocation);
    event BountyReclaimed(uint256 indexed epoch, uint256 bounty);
    event Withdrawn(address indexed account, uint256 amount);

    error SignalBountyNotOwner(address caller);
    error SignalBountyAmountInvalid(uint256 amount);
    error SignalBountyEpochUnknown(uint256 epoch);
    error SignalBountyEpochSettled(uint256 epoch, address prover);
    error SignalBountyEpochOver(uint256 epoch, uint256 deadline);
    error SignalBountyEpochRunning(uint256 epoch, uint256 deadline);
    error SignalBountyWindowMismatch(bytes32 expected, bytes32 actual);
    error SignalBountyNothingOwed(address account);
    error SignalBountyTransferFailed(address account, uint256 amount);

    modifier onlyOwner() {
        _requireOwner();
        _;
    }

    /// @notice The deployer becomes the owner, who can never change the verifier or an open epoch.
    /// @param verifierCodeHash_ keccak256 of the verifier's runtime code, from the build
    constructor(
        IEzklVerifier verifier_,
        bytes32 verifierCodeHash_
    )
        EzklConsumer(
            verifier_,
            verifierCodeHash_,
            TradingSignalStatement.MODEL_DIGEST,
            TradingSignalStatement.INSTANCES,
            TradingSignalStatement.CONTEXT_OFFSET
        )
    {
        OWNER = msg.sender;
    }

    /// @notice Opens the next epoch with the ether sent as its bounty.
    /// @param windowHash keccak256 of the window's instances: RETURNS_LENGTH field elements, 32 bytes each
    function openEpoch(bytes32 windowHash) external payable onlyOwner returns (uint256 epoch) {
        require(msg.value != 0 && msg.value <= type(uint128).max, SignalBountyAmountInvalid(msg.value));
        epoch = ++latestEpoch;
        uint256 deadline = block.timestamp + PROVING_PERIOD;
        // The bound was checked above; the year 2^64 is far.
        _epochs[epoch] = Epoch(windowHash, address(0), 0, uint128(msg.value), uint64(deadline));
        emit EpochOpened(epoch, windowHash, msg.value, deadline);
    }

    /// @notice Records the epoch's allocation and credits its bounty to the sender, for whom the proof must have been made: account = sender, scope = epoch.
    /// @dev The model's output lies in [0, 1] up to its rounding in the circuit. What rounding leaves outside is clipped, not refused: it is the
    /// model's honest output, and refusing it would leave the epoch without one. Fractions of 1e-18 are dropped.
    function submit(uint256 epoch, bytes calldata proof, uint256[] calldata instances) external {
        Epoch storage current = _requireUnsettled(epoch);
        require(block.timestamp <= current.deadline, SignalBountyEpochOver(epoch, current.deadline));
        bytes32 window = windowHashOf(instances);
        require(window == current.windowHash, SignalBountyWindowMismatch(current.windowHash, window));
        _consumeProof(proof, instances, msg.sender, bytes32(epoch));

        uint256 allocation = _allocationOf(instances);
        current.prover = msg.sender;
        current.allocation = uint64(allocation);
        owed[msg.sender] += current.bounty;
        emit AllocationRecorded(epoch, msg.sender, allocation);
    }

    /// @notice Returns the bounty of an epoch that nobody proved in time to the owner's credit.
    function reclaim(uint256 epoch) external onlyOwner {
        Epoch storage current = _requireUnsettled(epoch);
        require(block.timestamp > current.deadline, SignalBountyEpochRunning(epoch, current.deadline));
        uint256 bounty = current.bounty;
        current.prover = OWNER;
        owed[OWNER] += bounty;
        emit BountyReclaimed(epoch, bounty);
    }

    /// @notice Pays the sender all that it is owed.
    function withdraw() external {
        uint256 amount = owed[msg.sender];
        require(amount != 0, SignalBountyNothingOwed(msg.sender));
        owed[msg.sender] = 0;
        emit Withdrawn(msg.sender, amount);
        // solhint-disable-next-line avoid-low-level-calls
        (bool sent, ) = msg.sender.call{value: amount}("");
        require(sent, SignalBountyTransferFailed(msg.sender, amount));
    }

    /// @notice The epoch as it stands; `prover` is zero while nobody has proven it.
    function epochAt(uint256 epoch) external view returns (Epoch memory) {
        return _epochs[epoch];
    }

    /// @notice Hash of the returns among a proof's instances.
    function windowHashOf(uint256[] calldata instances) public pure returns (bytes32) {
        uint256 end = TradingSignalStatement.RETURNS_OFFSET + TradingSignalStatement.RETURNS_LENGTH;
        require(
            instances.length == TradingSignalStatement.INSTANCES,
            EzklConsumerInstanceCount(TradingSignalStatement.INSTANCES, instances.length)
        );
        return keccak256(abi.encodePacked(instances[TradingSignalStatement.RETURNS_OFFSET:end]));
    }

    function _requireOwner() private view {
        require(msg.sender == OWNER, SignalBountyNotOwner(msg.sender));
    }

    function _requireUnsettled(uint256 epoch) private view returns (Epoch storage current) {
        current = _epochs[epoch];
        require(current.deadline != 0, SignalBountyEpochUnknown(epoch));
        require(current.prover == address(0), SignalBountyEpochSettled(epoch, current.prover));
    }

    function _allocationOf(uint256[] calldata instances) private pure returns (uint256) {
        int256 wad = EzklFelt.toWad(
            TradingSignalStatement.allocation(instances),
            TradingSignalStatement.ALLOCATION_SCALE_BITS
        );
        if (wad < 0) return 0;
        return uint256(wad) > FULL_ALLOCATION ? FULL_ALLOCATION : uint256(wad);
    }
}
