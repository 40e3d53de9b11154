// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {HammingBits} from "../samples/uniqueness-registry/HammingBits.sol";
import {HammingIndex} from "../samples/uniqueness-registry/HammingIndex.sol";

/// @notice Shows the index's functions, many codes at a time, for its tests.
contract HammingIndexHarness {
    using HammingIndex for HammingIndex.Index;

    HammingIndex.Index private _index;

    function insert(uint128[] calldata codes) external {
        for (uint256 i = 0; i < codes.length; ++i) _index.insert(codes[i]);
    }

    function remove(uint128[] calldata codes) external {
        for (uint256 i = 0; i < codes.length; ++i) _index.remove(codes[i]);
    }

    function contains(uint128 code) external view returns (bool) {
        return _index.contains(code);
    }

    function size() external view returns (uint256) {
        return _index.size;
    }

    function nearest(
        uint128[] calldata codes,
        uint256 threshold
    ) external view returns (uint128[] memory found, uint256[] memory distances) {
        found = new uint128[](codes.length);
        distances = new uint256[](codes.length);
        for (uint256 i = 0; i < codes.length; ++i) (found[i], distances[i]) = _index.nearest(codes[i], threshold);
    }

    /// @notice Gas of one search, with nothing read before.
    function gasOfNearest(uint128 code, uint256 threshold) external view returns (uint256 spent) {
        spent = gasleft();
        _index.nearest(code, threshold);
        spent -= gasleft();
    }

    /// @notice Words of occupancy and pages that are not zero, for a bucket: what an empty index must have none of.
    function bucket(uint256 chunk, uint256 value) external view returns (bool occupied, uint256 firstPage) {
        occupied = (_index.occupancy[chunk * 256 + value / 256] >> (value % 256)) & 1 == 1;
        firstPage = _index.pages[((chunk << 16) | value) << 16];
    }

    function weight(uint128 code) external pure returns (uint256) {
        return HammingBits.weight(code);
    }

    function spread(uint256 set) external pure returns (uint256) {
        return HammingBits.spread(set);
    }
}
