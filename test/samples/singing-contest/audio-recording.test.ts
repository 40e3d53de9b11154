import { readFile } from "node:fs/promises";

import { keccak_256 } from "@noble/hashes/sha3";
import { bytesToHex } from "@noble/hashes/utils";
import { expect } from "chai";

import { decodeAudio } from "../../../models/singing-judge/audio/decode.ts";
import { RecordingLengthError } from "../../../models/singing-judge/audio/errors.ts";
import { FEATURE_STEP, featuresOf } from "../../../models/singing-judge/audio/features.ts";
import { RECORDING_BYTES, RECORDING_SAMPLES } from "../../../models/singing-judge/audio/format.ts";
import {
  makeRecording,
  recordingBytes,
  recordingFromBytes,
  recordingHash,
  type Recording,
} from "../../../models/singing-judge/audio/recording.ts";
import { melodyFromSeed } from "../../../models/singing-judge/melody/melody.ts";
import { perform } from "../../../models/singing-judge/singer/perform.ts";
import { SKILLS } from "../../../models/singing-judge/singer/skill.ts";
import { differenceOf } from "../../helpers/difference.ts";

const MELODY = melodyFromSeed(2024n);
const FILE = new URL("../../vectors/singing-judge/audio/sung.flac", import.meta.url);

describe("canonical recording", () => {
  let recording: Recording;
  before(async () => {
    recording = await makeRecording(await decodeAudio(new Uint8Array(await readFile(FILE))), MELODY);
  });

  it("is 102,400 bytes of one known hash", () => {
    expect(recordingBytes(recording)).to.have.length(RECORDING_BYTES);
    expect(RECORDING_BYTES).to.equal(102_400);
    expect(recordingHash(recording)).to.equal(
      "0x266a05d75a4b2b2f763235198b463b4fcd8b117ff5d4d705b3cce951f951806b",
    );
    expect(recordingHash(recording)).to.equal(`0x${bytesToHex(keccak_256(recordingBytes(recording)))}`);
  });

  it("has known features, whatever machine computes them", () => {
    const { pitch, energy } = featuresOf(recording, MELODY);
    const steps = Int16Array.from([...pitch, ...energy], (value) => value / FEATURE_STEP);
    expect([...steps.subarray(0, 4)]).to.deep.equal([1147, 1140, 1164, 1128]);
    expect(bytesToHex(keccak_256(new Uint8Array(steps.buffer)))).to.equal(
      "b3e1abfad890ce3e8e007093c1738a7ab6a2aa04da41c1cb69d2ced85329553e",
    );
  });

  it("is peak-normalised", () => {
    expect(recording.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).to.equal(29_491);
  });

  it("comes back from its bytes, with the same features", () => {
    const published = recordingFromBytes(recordingBytes(recording));
    expect(differenceOf(published, recording)).to.equal(undefined);
    expect(featuresOf(published, MELODY)).to.deep.equal(featuresOf(recording, MELODY));
  });

  it("has little-endian samples", () => {
    const one = new Int16Array(RECORDING_SAMPLES).fill(-2, 0, 1);
    expect([...recordingBytes(one).subarray(0, 4)]).to.deep.equal([0xfe, 0xff, 0, 0]);
    expect(recordingFromBytes(recordingBytes(one))[0]).to.equal(-2);
  });

  it("has no other length", () => {
    expect(() => recordingFromBytes(new Uint8Array(RECORDING_BYTES - 2))).to.throw(RecordingLengthError);
    expect(() => recordingFromBytes(new Uint8Array(RECORDING_BYTES + 1))).to.throw(RecordingLengthError);
  });

  it("is the take out of a long sound", async () => {
    const rate = 16_000;
    const { audio } = perform(MELODY, SKILLS.good, 7, { rate, lead: 0.3 });
    const other = perform(melodyFromSeed(99n), SKILLS.middling, 8, { rate, lead: 0 }).audio;
    const both = new Float32Array(other.samples.length + audio.samples.length);
    both.set(other.samples);
    both.set(audio.samples, other.samples.length);
    const [alone, found] = [
      await makeRecording(audio, MELODY),
      await makeRecording({ samples: both, rate }, MELODY),
    ];
    const [expected, got] = [featuresOf(alone, MELODY), featuresOf(found, MELODY)];
    const away = got.pitch.map((pitch, frame) => Math.abs(pitch - (expected.pitch[frame] ?? NaN))).sort();
    expect(away[Math.floor(0.9 * away.length)]).to.be.below(0.2);
  });

  it("of silence is silence", async () => {
    const silence = await makeRecording({ samples: new Float32Array(16_000), rate: 8_000 }, MELODY);
    expect(differenceOf(silence, new Int16Array(RECORDING_SAMPLES))).to.equal(undefined);
  });
});
