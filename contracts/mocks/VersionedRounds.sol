// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EzklRegistryConsumer} from "../base/EzklRegistryConsumer.sol";

/// @notice The smallest consumer that opts in to upgrades, for the recorded `scorer` proofs: its owner opens rounds, which end by themselves.
contract VersionedRounds is EzklRegistryConsumer {
    address public immutable OWNER;
    uint256 public roundEndsAt;
    mapping(address account => uint256 count) public claims;

    error VersionedRoundsNotOwner(address caller);
    error VersionedRoundsClosed();

    constructor(
        RegistryPin memory pin,
        uint256 instanceCount,
        uint256 contextOffset
    ) EzklRegistryConsumer(pin, instanceCount, contextOffset) {
        OWNER = msg.sender;
    }

    function openRound(uint256 length) external {
        _requireAnnouncer();
        roundEndsAt = block.timestamp + length;
    }

    /// @notice Credits whoever sends the proof. The scope is not the round's, so that one scope can outlive a version.
    function claim(bytes calldata proof, uint256[] calldata instances, bytes32 scope) external {
        require(_roundIsOpen(), VersionedRoundsClosed());
        _consumeProof(proof, instances, msg.sender, scope);
        ++claims[msg.sender];
    }

    function check(
        bytes calldata proof,
        uint256[] calldata instances,
        address account,
        bytes32 scope
    ) external view returns (bytes32) {
        return _checkProof(proof, instances, account, scope);
    }

    function _requireAnnouncer() internal view override {
        require(msg.sender == OWNER, VersionedRoundsNotOwner(msg.sender));
    }

    function _roundIsOpen() internal view override returns (bool) {
        return block.timestamp < roundEndsAt;
    }
}
