import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

import { expect } from "chai";
import { build } from "esbuild";

import { decodeAudio } from "../../../models/singing-judge/audio/decode.ts";
import { featuresOf } from "../../../models/singing-judge/audio/features.ts";
import { makeRecording, recordingHash } from "../../../models/singing-judge/audio/recording.ts";
import { melodyFromSeed } from "../../../models/singing-judge/melody/melody.ts";

const SEED = 20261122n;
const FILES = ["sung.flac", "sox-float32-11k025.wav"];
const VECTORS = new URL("../../vectors/singing-judge/audio/", import.meta.url);
/** What both Node and browsers have; nothing of Node's own. */
const WEB = [
  "WebAssembly",
  "TextDecoder",
  "TextEncoder",
  "performance",
  "atob",
  "btoa",
  "URL",
  "Blob",
  "setTimeout",
  "console",
];
/** The FLAC decoder's other half, which is not used, names it when it is loaded. */
class Worker {}

const ENTRY = `
import { decodeAudio } from "./decode.ts";
import { featuresOf } from "./features.ts";
import { makeRecording, recordingHash } from "./recording.ts";
import { melodyFromSeed } from "../melody/melody.ts";
globalThis.hear = async (bytes, seed) => {
  const melody = melodyFromSeed(BigInt(seed));
  const recording = await makeRecording(await decodeAudio(Uint8Array.from(bytes)), melody);
  const { pitch, energy } = featuresOf(recording, melody);
  return JSON.stringify({ hash: recordingHash(recording), pitch: [...pitch], energy: [...energy] });
};`;

/** Runs the audio code as a page would: bundled by a stranger's bundler with its defaults, without anything of Node's. */
async function hearAsPage(bytes: Uint8Array): Promise<string> {
  const resolveDir = new URL("../../../models/singing-judge/audio", import.meta.url).pathname;
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir, loader: "ts" },
    bundle: true,
    write: false,
    platform: "browser",
    charset: "utf8",
    logLevel: "silent",
  });
  const web = Object.fromEntries(WEB.map((name) => [name, Reflect.get(globalThis, name) as unknown]));
  const page = createContext({ ...web, Worker, bytes: [...bytes], seed: SEED.toString() });
  runInContext("globalThis.self = globalThis; globalThis.window = globalThis;", page);
  runInContext(outputFiles[0]?.text ?? "", page);
  return (await runInContext("hear(bytes, seed)", page)) as string;
}

describe("the contest's ears, in a page", () => {
  for (const file of FILES) {
    it(`hear in ${file} what they hear in Node`, async () => {
      const bytes = readFileSync(new URL(file, VECTORS));
      const melody = melodyFromSeed(SEED);
      const recording = await makeRecording(await decodeAudio(bytes), melody);
      const { pitch, energy } = featuresOf(recording, melody);
      const here = { hash: recordingHash(recording), pitch: [...pitch], energy: [...energy] };
      expect(JSON.parse(await hearAsPage(bytes))).to.deep.equal(here);
    });
  }
});
