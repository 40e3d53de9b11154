// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IEzklVerifier} from "../interfaces/IEzklVerifier.sol";

/// @notice Accepts everything.
contract AlwaysTrueVerifier is IEzklVerifier {
    function verifyProof(bytes calldata, uint256[] calldata) external pure returns (bool) {
        return true;
    }
}

/// @notice Refuses by returning false instead of reverting.
contract AlwaysFalseVerifier is IEzklVerifier {
    function verifyProof(bytes calldata, uint256[] calldata) external pure returns (bool) {
        return false;
    }
}

/// @notice Succeeds on any call and returns no data.
contract SilentVerifier {
    fallback() external {}
}

/// @notice Forwards with DELEGATECALL to an address that its owner can change.
contract DelegatingProxy {
    address public implementation;

    constructor(address implementation_) {
        implementation = implementation_;
    }

    function upgrade(address implementation_) external {
        implementation = implementation_;
    }

    fallback() external {
        address to = implementation;
        assembly {
            calldatacopy(0, 0, calldatasize())
            if iszero(delegatecall(gas(), to, 0, calldatasize(), 0, 0)) {
                revert(0, 0)
            }
            returndatacopy(0, 0, returndatasize())
            return(0, returndatasize())
        }
    }
}

/// @notice Forwards with STATICCALL to an address fixed in its code, which need not be pure itself.
contract StaticForwarder {
    address private immutable _TARGET;

    constructor(address target_) {
        _TARGET = target_;
    }

    fallback() external {
        address to = _TARGET;
        assembly {
            calldatacopy(0, 0, calldatasize())
            if iszero(staticcall(gas(), to, 0, calldatasize(), 0, 0)) {
                revert(0, 0)
            }
            returndatacopy(0, 0, returndatasize())
            return(0, returndatasize())
        }
    }
}

/// @notice Its answer is a storage slot.
contract SwitchedVerifier is IEzklVerifier {
    bool public open;

    error SwitchedVerifierClosed();

    function set(bool open_) external {
        open = open_;
    }

    function verifyProof(bytes calldata, uint256[] calldata) external view returns (bool) {
        require(open, SwitchedVerifierClosed());
        return true;
    }
}
