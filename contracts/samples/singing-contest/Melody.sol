// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title The tune that a seed stands for.
/// @notice Eight notes on a major scale of one octave fill sixteen slots of 0.4 s. Neighbouring notes are one to three degrees apart, and each of
/// the eight rhythms holds the same lengths in another order (two short, two long, four between), so that no tune is much harder than another.
///
/// Kept as sixteen hexadecimal digits, a slot each and the first slot first: the digit is the number of semitones above the tonic, 0 to c.
/// Neighbouring notes differ, so a tune is never all zero.
library Melody {
    uint256 internal constant SLOTS = 16;
    uint256 internal constant NOTES = 8;
    uint256 internal constant RHYTHMS = 8;
    uint256 internal constant DEGREES = 8;
    uint256 internal constant STEPS = 6;

    /// @dev Lengths in slots, a digit a note and eight notes a rhythm, rhythm 0 first.
    uint256 private constant _LENGTHS = 0x2211223331223122211232232231221313221322231223123211232211232232;
    /// @dev Semitones above the tonic of the degrees 0 to 7, a digit each.
    uint256 private constant _SEMITONES = 0x024579bc;

    /// @notice The tune of `seed`: its lowest bits choose the rhythm, then the first degree, then one step after the other.
    function ofSeed(uint256 seed) internal pure returns (bytes8) {
        uint256 rhythm = seed % RHYTHMS;
        seed /= RHYTHMS;
        uint256 degree = seed % DEGREES;
        seed /= DEGREES;
        uint256 tune = 0;
        for (uint256 note = 0; note < NOTES; ++note) {
            if (note != 0) {
                degree = _next(degree, seed % STEPS);
                seed /= STEPS;
            }
            uint256 semitone = (_SEMITONES >> (4 * (DEGREES - 1 - degree))) & 0xf;
            uint256 length = (_LENGTHS >> (4 * (RHYTHMS * NOTES - 1 - (rhythm * NOTES + note)))) & 0xf;
            for (uint256 slot = 0; slot < length; ++slot) tune = (tune << 4) | semitone;
        }
        // Each rhythm's lengths add up to SLOTS digits of four bits.
        return bytes8(uint64(tune));
    }

    /// @notice Semitones above the tonic in one slot.
    function at(bytes8 tune, uint256 slot) internal pure returns (uint8) {
        return uint8((uint64(tune) >> (4 * (SLOTS - 1 - slot))) & 0xf);
    }

    /// @notice Semitones above the tonic, slot by slot.
    function slots(bytes8 tune) internal pure returns (uint8[16] memory values) {
        for (uint256 slot = 0; slot < SLOTS; ++slot) values[slot] = at(tune, slot);
    }

    /// @dev A step is -3, -2, -1, 1, 2 or 3 degrees; one that would leave the octave is taken the other way.
    function _next(uint256 degree, uint256 step) private pure returns (uint256) {
        bool down = step < 3;
        uint256 size = down ? 3 - step : step - 2;
        if (down ? degree < size : degree + size >= DEGREES) down = !down;
        return down ? degree - size : degree + size;
    }
}
