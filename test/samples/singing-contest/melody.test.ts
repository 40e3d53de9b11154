import { expect } from "chai";
import fc from "fast-check";

import { noteName, midiToHertz, parseNote } from "../../../models/singing-judge/melody/keys.ts";
import { melodyFromSeed, RHYTHMS, SCALE, SLOTS } from "../../../models/singing-judge/melody/melody.ts";
import { notesOf } from "../../../models/singing-judge/melody/notes.ts";

const seeds = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });

describe("melody of a seed", () => {
  it("has sixteen slots on the major scale, in eight notes of a known rhythm, neighbours different", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const melody = melodyFromSeed(seed);
        expect(melody).to.have.length(SLOTS);
        expect(melody.every((semitone) => SCALE.includes(semitone))).to.equal(true);
        const notes = notesOf(melody);
        expect(notes.map(({ length }) => length)).to.deep.equal(RHYTHMS[Number(seed % 8n)]);
        notes.slice(1).forEach(({ semitone }, i) => {
          const step = SCALE.indexOf(semitone) - SCALE.indexOf(notes[i]?.semitone ?? NaN);
          expect(Math.abs(step)).to.be.within(1, 3);
        });
      }),
    );
  });

  it("depends on the seed's whole arithmetic, and on nothing else", () => {
    // Worked by hand: rhythm 0, degree 0, and step 0 (down three) is reflected wherever it would leave the scale.
    expect(melodyFromSeed(0n)).to.deep.equal([0, 0, 5, 5, 0, 5, 0, 0, 5, 5, 0, 0, 0, 5, 5, 5]);
    // Rhythm 5, degree 7, then up three (reflected), down one, and down three onwards.
    expect(melodyFromSeed(5n + 8n * (7n + 8n * (5n + 6n * 2n)))).to.deep.equal([
      12, 12, 7, 7, 7, 5, 0, 0, 5, 5, 0, 0, 0, 5, 0, 0,
    ]);
  });

  it("uses the same lengths in every rhythm, so that no melody is easier", () => {
    for (const rhythm of RHYTHMS) expect(rhythm.toSorted().join("")).to.equal("11222233");
  });

  it("refuses a seed that is no 256-bit number", () => {
    expect(() => melodyFromSeed(-1n)).to.throw(RangeError);
    expect(() => melodyFromSeed(2n ** 256n)).to.throw(RangeError);
  });
});

describe("notes by name", () => {
  it("reads back every name that it writes", () => {
    for (let midi = 0; midi <= 127; midi++) expect(parseNote(noteName(midi))).to.equal(midi);
  });

  it("knows flats, and refuses what is no note", () => {
    expect(parseNote("Bb3")).to.equal(parseNote("A#3"));
    for (const text of ["H4", "C", "C99", "C##4", "", "G#9"])
      expect(parseNote(text), text).to.equal(undefined);
    expect(midiToHertz(69)).to.equal(440);
    expect(midiToHertz(57)).to.equal(220);
  });
});
