// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IEzklVerifier} from "../interfaces/IEzklVerifier.sol";
import {HammingIndex} from "../samples/uniqueness-registry/HammingIndex.sol";
import {Terms} from "../samples/uniqueness-registry/RegistryTerms.sol";
import {UniquenessRegistry} from "../samples/uniqueness-registry/UniquenessRegistry.sol";

/// @notice A registry into which a test loads codes that nobody has proven, to see what a call costs among many.
contract LoadedRegistry is UniquenessRegistry {
    using HammingIndex for HammingIndex.Index;

    constructor(
        IEzklVerifier verifier_,
        bytes32 verifierCodeHash_,
        IERC20 token,
        Terms memory terms_
    ) UniquenessRegistry(verifier_, verifierCodeHash_, token, terms_) {}

    /// @notice Enrols each code for an account of the same number, by no device.
    function load(uint128[] calldata codes) external {
        for (uint256 i = 0; i < codes.length; ++i) {
            _index.insert(codes[i]);
            address account = address(uint160(codes[i]));
            _accounts[codes[i]] = account;
            _enrolments[account].code = codes[i];
        }
    }

    /// @notice Gas of one search, with nothing read before.
    function gasOfNearest(uint128 code, uint256 threshold) external view returns (uint256 spent) {
        spent = gasleft();
        _index.nearest(code, threshold);
        spent -= gasleft();
    }
}
