// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @title Keys of the devices that vouch for a living finger.
/// @notice A device signs, as EIP-712 data of this chain and this contract, the hash of a capture together with the account that it is for, what that account
/// wants to do, and until when. The owner adds devices and revokes them; a revocation is for good, and reaches back to a moment of the owner's choosing.
///
/// A stolen key does harm until it is revoked: no more than its daily limit, and what it signed for is frozen by the revocation.
abstract contract CaptureDevices is EIP712, Ownable2Step {
    /// @param addedAt unix seconds; 0 of a device that was never added
    /// @param dailyLimit captures that are accepted in a UTC day at most
    /// @param day the last UTC day, since 1970-01-01, on which a capture was accepted
    /// @param acceptedThatDay captures accepted on it
    /// @param revoked whether no signature counts any more
    /// @param revokedFrom unix seconds from which on no signature has ever counted
    struct Device {
        uint64 addedAt;
        uint32 dailyLimit;
        uint32 day;
        uint32 acceptedThatDay;
        bool revoked;
        uint64 revokedFrom;
    }

    // solhint-disable-next-line gas-small-strings
    bytes32 public constant CAPTURE_TYPEHASH = keccak256(
        "Capture(uint256 imageHash,address account,bytes32 act,uint64 deadline)"
    );
    /// @notice What a capture may be for.
    bytes32 public constant ACT_ENROLL = keccak256("enroll");
    bytes32 public constant ACT_MOVE = keccak256("move");

    mapping(address device => Device) private _devices;

    event DeviceAdded(address indexed device, uint32 dailyLimit);
    event DeviceRevoked(address indexed device, uint64 from);

    error UnknownDevice(address device);
    error DeviceKnown(address device);
    /// @notice No signature of this device counts any more.
    error DeviceIsRevoked(address device, uint64 from);
    error DeviceDayFull(address device, uint256 day, uint32 dailyLimit);
    error CaptureExpired(uint64 deadline, uint256 timestamp);
    error RevocationInFuture(uint64 from, uint256 timestamp);
    /// @notice A device that is revoked can only be revoked from an earlier moment on.
    error RevocationNotEarlier(uint64 from, uint64 revokedFrom);

    constructor(address owner_) EIP712("Uniqueness Registry", "1") Ownable(owner_) {}

    /// @notice Lets captures that this key signs count. A key that was revoked is not added again.
    /// @param dailyLimit captures that are accepted in a UTC day at most
    function addDevice(address device_, uint32 dailyLimit) external onlyOwner {
        Device storage added = _devices[device_];
        require(added.addedAt == 0, DeviceKnown(device_));
        added.addedAt = uint64(block.timestamp);
        added.dailyLimit = dailyLimit;
        emit DeviceAdded(device_, dailyLimit);
    }

    /// @notice No signature of this key counts any more, and what was accepted on one at or after `from` is frozen.
    /// @param from unix seconds, not in the future; of a key that is revoked already, earlier than before
    function revokeDevice(address device_, uint64 from) external onlyOwner {
        Device storage revoked = _requireDevice(device_);
        require(from <= block.timestamp, RevocationInFuture(from, block.timestamp));
        require(!revoked.revoked || from < revoked.revokedFrom, RevocationNotEarlier(from, revoked.revokedFrom));
        (revoked.revoked, revoked.revokedFrom) = (true, from);
        emit DeviceRevoked(device_, from);
    }

    /// @notice The device as it stands; all zero where it was never added.
    function device(address device_) external view returns (Device memory) {
        return _devices[device_];
    }

    /// @notice What a device signs.
    /// @param imageHash Poseidon hash of the capture's 256 bytes
    /// @param account who the capture is of, and alone may use it
    /// @param act ACT_ENROLL or ACT_MOVE
    /// @param deadline unix seconds until which it counts
    function captureDigest(
        uint256 imageHash,
        address account,
        bytes32 act,
        uint64 deadline
    ) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(CAPTURE_TYPEHASH, imageHash, account, act, deadline)));
    }

    /// @dev Reverts unless a device that counts has signed for the sender, and counts it among the device's captures of the day.
    /// @return signer the device
    function _acceptSignature(
        uint256 imageHash,
        bytes32 act,
        uint64 deadline,
        bytes calldata signature
    ) internal returns (address signer) {
        require(block.timestamp <= deadline, CaptureExpired(deadline, block.timestamp));
        signer = ECDSA.recoverCalldata(captureDigest(imageHash, msg.sender, act, deadline), signature);
        Device storage signing = _requireDevice(signer);
        require(!signing.revoked, DeviceIsRevoked(signer, signing.revokedFrom));
        // Days since 1970 fit 32 bits for eleven million years.
        uint32 today = uint32(block.timestamp / 1 days);
        uint32 accepted = signing.day == today ? signing.acceptedThatDay : 0;
        require(accepted < signing.dailyLimit, DeviceDayFull(signer, today, signing.dailyLimit));
        (signing.day, signing.acceptedThatDay) = (today, accepted + 1);
    }

    /// @dev Whether a signature that was accepted at this moment was revoked since.
    function _isRevoked(address device_, uint256 acceptedAt) internal view returns (bool) {
        Device storage signing = _devices[device_];
        return signing.revoked && acceptedAt >= signing.revokedFrom;
    }

    function _requireDevice(address device_) private view returns (Device storage known) {
        known = _devices[device_];
        require(known.addedAt != 0, UnknownDevice(device_));
    }
}
