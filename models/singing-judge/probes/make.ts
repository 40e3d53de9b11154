/**
 * Makes what the judge is questioned with after training; run by hand, a few minutes:
 *
 *     node models/singing-judge/probes/make.ts --out DIR
 *
 * DIR/behaviour has each kind of sound at 20 melodies, the recorded speech of test/vectors among them; DIR/spread the same 24
 * singers at the same 24 melodies each, ordered by singer. Same form as the training data, other seeds.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { decodeAudio } from "../audio/decode.ts";
import { featuresOf } from "../audio/features.ts";
import { FRAMES } from "../audio/format.ts";
import { makeRecording } from "../audio/recording.ts";
import { npy } from "../dataset/npy.ts";
import { randomMelody } from "../dataset/sample.ts";
import { SLOTS, type Melody } from "../melody/melody.ts";
import { oddity, ODDITIES } from "../singer/oddities.ts";
import { perform, type Performance } from "../singer/perform.ts";
import { seededRandom } from "../singer/random.ts";
import { randomSkill, SKILLS, type SkillName } from "../singer/skill.ts";
import { silentTrack } from "../singer/track.ts";
import { trueScore } from "../singer/true-score.ts";

const SKILL_NAMES = Object.keys(SKILLS) as SkillName[];
const KINDS: readonly string[] = ["singer", ...SKILL_NAMES, "other-melody", ...ODDITIES, "speech"];
const MELODIES = 20;
const SINGERS = 24;
const MELODIES_EACH = 24;
const RATE = 16_000;
/** Away from the training data's seeds. */
const SEED = 77_000_000;
const SPEECH = new URL("../../../test/vectors/singing-judge/audio/speech.flac", import.meta.url);

interface Probe {
  kind: string;
  melody: Melody;
  pitch: Float64Array;
  energy: Float64Array;
  score: number;
}

async function probe(kind: string, melody: Melody, { audio, track }: Performance): Promise<Probe> {
  const { pitch, energy } = featuresOf(await makeRecording(audio, melody), melody);
  return { kind, melody, pitch, energy, score: trueScore(track.pitch, melody) };
}

async function behaviour(): Promise<Probe[]> {
  const random = seededRandom(SEED);
  const speech = { audio: await decodeAudio(await readFile(SPEECH), "speech.flac"), track: silentTrack(1) };
  const probes: Probe[] = [];
  for (let i = 0; i < MELODIES; i++) {
    const [melody, other] = [randomMelody(random), randomMelody(random)];
    const seed = SEED + 1 + i;
    for (const name of SKILL_NAMES)
      probes.push(await probe(name, melody, perform(melody, SKILLS[name], seed, { rate: RATE })));
    probes.push(await probe("other-melody", melody, perform(other, SKILLS.good, seed, { rate: RATE })));
    for (const name of ODDITIES) probes.push(await probe(name, melody, oddity(name, melody, seed, RATE)));
    probes.push(await probe("speech", melody, speech));
  }
  return probes;
}

async function spread(): Promise<Probe[]> {
  const random = seededRandom(SEED + 1_000);
  const melodies = Array.from({ length: MELODIES_EACH }, () => randomMelody(random));
  const probes: Probe[] = [];
  for (let singer = 0; singer < SINGERS; singer++) {
    const skill = randomSkill(random);
    for (const melody of melodies) {
      probes.push(
        await probe("singer", melody, perform(melody, skill, SEED + 2_000 + singer, { rate: RATE })),
      );
    }
  }
  return probes;
}

async function write(folder: string, probes: readonly Probe[]): Promise<void> {
  const floats = (rows: (each: Probe) => Iterable<number>) =>
    Float32Array.from(probes.flatMap((each) => [...rows(each)]));
  const count = probes.length;
  await mkdir(folder, { recursive: true });
  const files = {
    pitch: npy(
      floats((each) => each.pitch),
      [count, FRAMES],
    ),
    energy: npy(
      floats((each) => each.energy),
      [count, FRAMES],
    ),
    target: npy(
      floats((each) => each.melody),
      [count, SLOTS],
    ),
    score: npy(
      floats((each) => [each.score]),
      [count],
    ),
    kind: npy(
      Uint8Array.from(probes, (each) => KINDS.indexOf(each.kind)),
      [count],
    ),
  };
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, `${name}.npy`), bytes);
}

const { out } = parseArgs({ options: { out: { type: "string" } } }).values;
if (out === undefined) throw new Error("say where to: --out DIR");
await write(join(out, "behaviour"), await behaviour());
await write(join(out, "spread"), await spread());
await writeFile(join(out, "kinds.json"), `${JSON.stringify(KINDS)}\n`);
