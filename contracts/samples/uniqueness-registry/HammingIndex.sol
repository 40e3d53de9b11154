// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {HammingBits} from "./HammingBits.sol";

/// @title Codes of 128 bits, and an exact search for the nearest.
/// @notice Each code lies in eight buckets, one for each of its 16-bit chunks, the first chunk being the highest bits. Two codes within distance
/// 8 r + a, a below 8, agree within r flips in one of the first a + 1 chunks or within r - 1 in one of the others: otherwise they would differ in at least
/// (a + 1)(r + 1) + (7 - a) r = 8 r + a + 1 bits. So only the buckets near the query's chunks are looked at (multi-index hashing: Norouzi, Punjani,
/// Fleet, "Fast Exact Search in Hamming Space with Multi-Index Hashing", 2014).
library HammingIndex {
    /// @param occupancy 256 words a chunk, one for each high byte of its values: bit number `low byte` says that the bucket is not empty
    /// @param pages codes of a bucket, two a word, the lower half first; a zero half is free, and nothing comes after it
    /// @param size codes in the index
    struct Index {
        uint256[2048] occupancy;
        mapping(uint256 page => uint256 twoCodes) pages;
        uint256 size;
    }

    /// @dev What a search is for, and the best of what it has met.
    /// @param distance one more than the threshold before anything is met
    struct Search {
        uint128 code;
        uint128 found;
        uint256 distance;
    }

    uint256 internal constant CHUNKS = 8;
    uint256 internal constant CHUNK_BITS = 16;
    /// @notice More than 5 flips a chunk are not searched.
    uint256 internal constant MAX_THRESHOLD = 47;
    /// @notice Codes that a bucket holds at most. Whoever fills one costs others no more than half as many words.
    uint256 internal constant BUCKET_CODES = 64;

    uint256 private constant _BYTES = 256;
    uint256 private constant _MAX_RADIUS = MAX_THRESHOLD / CHUNKS;

    error HammingIndexCodeZero();
    error HammingIndexCodeKnown(uint128 code);
    error HammingIndexCodeUnknown(uint128 code);
    error HammingIndexThresholdTooHigh(uint256 threshold, uint256 max);
    /// @notice As many codes as a bucket holds have this value in this chunk.
    error BucketFull(uint256 chunk, uint256 value);

    /// @notice Adds a code.
    function insert(Index storage index, uint128 code) internal {
        require(code != 0, HammingIndexCodeZero());
        for (uint256 chunk = 0; chunk < CHUNKS; ++chunk) _put(index, chunk, code);
        ++index.size;
    }

    /// @notice Takes a code out.
    function remove(Index storage index, uint128 code) internal {
        for (uint256 chunk = 0; chunk < CHUNKS; ++chunk) _take(index, chunk, code);
        --index.size;
    }

    function contains(Index storage index, uint128 code) internal view returns (bool) {
        uint256 bucket = _bucketOf(0, _valueAt(code, 0));
        for (uint256 i = 0; i < BUCKET_CODES; ++i) {
            uint128 other = _at(index, bucket, i);
            if (other == 0) return false;
            if (other == code) return true;
        }
        return false;
    }

    /// @notice The code of the index that differs from `code` in the fewest bits, if these are `threshold` or fewer. Of several as near, any.
    /// @param threshold at most MAX_THRESHOLD
    /// @return found 0 where there is none
    /// @return distance 0 where there is none
    function nearest(
        Index storage index,
        uint128 code,
        uint256 threshold
    ) internal view returns (uint128 found, uint256 distance) {
        require(threshold <= MAX_THRESHOLD, HammingIndexThresholdTooHigh(threshold, MAX_THRESHOLD));
        Search memory search = Search(code, 0, threshold + 1);
        uint256 radius = threshold / CHUNKS;
        for (uint256 chunk = 0; chunk < CHUNKS; ++chunk) {
            if (chunk <= threshold % CHUNKS) _searchChunk(index, search, chunk, radius);
            else if (radius != 0) _searchChunk(index, search, chunk, radius - 1);
        }
        if (search.found != 0) return (search.found, search.distance);
    }

    /// @dev Looks into the buckets whose value is within `radius` flips of the code's in this chunk. A word of occupancy is read for each high byte
    /// within reach; what flips remain are the low byte's.
    function _searchChunk(Index storage index, Search memory search, uint256 chunk, uint256 radius) private view {
        uint256 value = _valueAt(search.code, chunk);
        uint256[_MAX_RADIUS + 1] memory near;
        near[0] = 1 << (value % _BYTES);
        for (uint256 flips = 1; flips <= radius; ++flips) near[flips] = HammingBits.spread(near[flips - 1]);

        // No sum or shift here leaves its word: places are below 2048, buckets below 2^19.
        unchecked {
            uint256 first = chunk * _BYTES;
            uint256 high = value / _BYTES;
            for (uint256 flips = 0; flips <= radius; ++flips) {
                uint256 reach = near[radius - flips];
                for (uint256 mask = (1 << flips) - 1; mask < _BYTES; mask = HammingBits.nextOfWeight(mask)) {
                    uint256 place = first | (high ^ mask);
                    uint256 hits = index.occupancy[place] & reach;
                    while (hits != 0) {
                        uint256 low = Math.log2(hits);
                        hits ^= 1 << low;
                        // `place` is the chunk's number and the high byte.
                        _searchBucket(index, search, ((place * _BYTES) | low) << CHUNK_BITS);
                    }
                }
            }
        }
    }

    function _searchBucket(Index storage index, Search memory search, uint256 bucket) private view {
        unchecked {
            for (uint256 page = 0; page < BUCKET_CODES / 2; ++page) {
                uint256 twoCodes = index.pages[bucket | page];
                if (twoCodes == 0) return;
                _compare(search, uint128(twoCodes));
                twoCodes >>= 128;
                if (twoCodes == 0) return;
                _compare(search, uint128(twoCodes));
            }
        }
    }

    function _compare(Search memory search, uint128 candidate) private pure {
        uint256 distance = HammingBits.weight(search.code ^ candidate);
        if (distance < search.distance) (search.found, search.distance) = (candidate, distance);
    }

    function _put(Index storage index, uint256 chunk, uint128 code) private {
        uint256 value = _valueAt(code, chunk);
        uint256 bucket = _bucketOf(chunk, value);
        for (uint256 i = 0; i < BUCKET_CODES; ++i) {
            uint128 other = _at(index, bucket, i);
            require(other != code, HammingIndexCodeKnown(code));
            if (other != 0) continue;
            if (i == 0) index.occupancy[chunk * _BYTES + value / _BYTES] |= 1 << (value % _BYTES);
            return _set(index, bucket, i, code);
        }
        revert BucketFull(chunk, value);
    }

    /// @dev The bucket's last code takes the place.
    function _take(Index storage index, uint256 chunk, uint128 code) private {
        uint256 value = _valueAt(code, chunk);
        uint256 bucket = _bucketOf(chunk, value);
        uint256 place = BUCKET_CODES;
        uint256 count = 0;
        uint128 last = 0;
        for (; count < BUCKET_CODES; ++count) {
            uint128 other = _at(index, bucket, count);
            if (other == 0) break;
            if (other == code) place = count;
            last = other;
        }
        require(place != BUCKET_CODES, HammingIndexCodeUnknown(code));
        _set(index, bucket, place, last);
        _set(index, bucket, count - 1, 0);
        if (count == 1) index.occupancy[chunk * _BYTES + value / _BYTES] ^= 1 << (value % _BYTES);
    }

    function _set(Index storage index, uint256 bucket, uint256 i, uint128 code) private {
        uint256 shift = (i % 2) * 128;
        uint256 others = index.pages[bucket + i / 2] & (uint256(type(uint128).max) << (128 - shift));
        index.pages[bucket + i / 2] = others | (uint256(code) << shift);
    }

    function _at(Index storage index, uint256 bucket, uint256 i) private view returns (uint128) {
        return uint128(index.pages[bucket + i / 2] >> ((i % 2) * 128));
    }

    /// @dev Key of the bucket's first page.
    function _bucketOf(uint256 chunk, uint256 value) private pure returns (uint256) {
        return ((chunk << CHUNK_BITS) | value) << CHUNK_BITS;
    }

    function _valueAt(uint128 code, uint256 chunk) private pure returns (uint256) {
        return uint16(code >> (CHUNK_BITS * (CHUNKS - 1 - chunk)));
    }
}
