import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { z } from "zod";

import { parseWitness } from "../../../src/artifacts/witness.ts";
import { NativeEngine } from "../../../src/engine/native/engine.ts";
import { EngineStepError } from "../../../src/errors/engine.ts";
import { feltFromLe } from "../../../src/field/felt.ts";
import { feltToSigned } from "../../../src/field/signed.ts";
import { userCacheDir } from "../../../src/pipeline/cache-dir.ts";
import { expectNear } from "../../helpers/near.ts";
import { loadProof } from "../../helpers/vectors.ts";

const MODEL = new URL("../../../models/singing-judge/", import.meta.url);
const REQUEST = new URL("../../vectors/singing-judge/request.json", import.meta.url);
const FRAMES = 64;
const SLOTS = 16;
/** Bits of the score's scale: two multiplications by weights of 7 bits and two by 1/128 on inputs of 7. */
const SCORE_ONE = 2 ** 28;
/** The circuit rounds nothing; what is left is the float model's own single precision. */
const TOLERANCE = 1e-5;

const sampleSchema = z.object({
  input_data: z.tuple([
    z.array(z.number()).length(FRAMES),
    z.array(z.number()).length(FRAMES),
    z.array(z.number()).length(SLOTS),
  ]),
  output_data: z.tuple([z.tuple([z.number()]), z.array(z.number()).length(SLOTS)]),
});
type Attempt = z.infer<typeof sampleSchema>["input_data"];

const requestSchema = z.object({
  proofs: z.array(z.object({ name: z.string(), melody: z.array(z.number()).length(SLOTS) })),
});

const read = async (url: URL): Promise<unknown> => JSON.parse(await readFile(url, "utf8"));

async function holdout() {
  return z.object({ samples: z.array(sampleSchema) }).parse(await read(new URL("holdout.json", MODEL)))
    .samples;
}

describe("the singing judge", () => {
  describe("the committed hold-out", () => {
    it("has scores over the whole range, each with its melody again", async () => {
      const samples = await holdout();
      const scores = samples.map(({ output_data: [[score]] }) => score);
      expect(samples).to.have.length(64);
      expect(Math.min(...scores)).to.equal(0);
      expect(Math.max(...scores)).to.be.within(0.95, 1);
      expect(scores.filter((score) => score > 0.3 && score < 0.7)).to.have.length.above(5);
      for (const { input_data, output_data } of samples) expect(output_data[1]).to.deep.equal(input_data[2]);
    });

    it("has features that the circuit's scale holds exactly", async () => {
      for (const { input_data } of await holdout()) {
        for (const value of input_data.flat()) expect(value * 128).to.equal(Math.round(value * 128));
      }
    });
  });

  describe("the circuit", function () {
    this.timeout(60_000);
    let folder: string;
    let engine: NativeEngine;
    let scale: number;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "hardhat-ezkl-judge-"));
      engine = await NativeEngine.open({
        cacheDir: userCacheDir(),
        version: "21.0.0",
        timeoutSeconds: 50,
        label: "singing-judge",
      });
      const { runArgs } = z
        .object({ runArgs: z.record(z.string(), z.number()) })
        .parse(await read(new URL("model.json", MODEL)));
      const onnx = join(folder, "network.onnx");
      await writeFile(onnx, await readFile(new URL("network.onnx", MODEL)));
      const settings = join(folder, "settings.json");
      await engine.settings({ onnx, settings, inputVisibility: "private", runArgs });
      await engine.compile({ onnx, settings, circuit: join(folder, "circuit") });
      const made = z
        .object({ model_output_scales: z.tuple([z.number(), z.number()]) })
        .parse(JSON.parse(await readFile(settings, "utf8")));
      scale = 2 ** made.model_output_scales[0];
    });
    after(async () => {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    });

    async function judge(attempt: Attempt): Promise<{ score: number; melody: number[] }> {
      const [input, witness] = [join(folder, "input.json"), join(folder, "witness.json")];
      await writeFile(input, JSON.stringify({ input_data: attempt }));
      await engine.witness({ circuit: join(folder, "circuit"), input, witness });
      const [scores, melody] = parseWitness(await readFile(witness, "utf8"), "witness").outputs.map(
        (tensor) => tensor.map((felt) => Number(feltToSigned(feltFromLe(felt)))),
      );
      return { score: (scores?.[0] ?? NaN) / scale, melody: melody ?? [] };
    }

    /** The melody of an attempt, sung without a flaw but for `errors` semitones in each frame. */
    const sung = (melody: number[], error: (frame: number) => number, energy = 0.875): Attempt => [
      Array.from(
        { length: FRAMES },
        (_, frame) => (melody[Math.floor((frame * SLOTS) / FRAMES)] ?? 0) + error(frame),
      ),
      Array.from({ length: FRAMES }, () => energy),
      melody,
    ];

    it("gives the float model's scores on the hold-out, and the melody unchanged", async () => {
      const samples = await holdout();
      for (const { input_data, output_data } of samples.filter((_, index) => index % 4 === 0)) {
        const { score, melody } = await judge(input_data);
        expectNear(score, output_data[0][0], TOLERANCE);
        expect(melody).to.deep.equal(input_data[2]);
      }
    });

    it("gives silence nothing, on any melody", async () => {
      for (const [, , melody] of (await holdout()).slice(0, 5).map(({ input_data }) => input_data)) {
        const silence = new Array<number>(FRAMES).fill(0);
        expect((await judge([silence, silence, melody])).score).to.equal(0);
      }
    });

    it("marks down what is out of tune, unsteady, partly missing, or of another melody", async () => {
      const melody = [7, 7, 5, 5, 4, 2, 4, 4, 4, 5, 5, 9, 9, 9, 7, 7];
      const score = async (attempt: Attempt) => (await judge(attempt)).score;
      const perfect = await score(sung(melody, () => 0));
      const flat = await score(sung(melody, () => -0.75));
      const flatter = await score(sung(melody, () => -1.25));
      const shaky = await score(sung(melody, (frame) => (frame % 2 === 0 ? 0.75 : -0.75)));
      const [pitch, energy] = sung(melody, () => 0);
      const half = (values: number[]) => values.map((value, frame) => (frame < FRAMES / 2 ? value : 0));
      const stopped = await score([half(pitch), half(energy), melody]);
      const foreign = await score([pitch, energy, [...melody].reverse().map((note) => 12 - note)]);
      expect(perfect).to.be.above(0.95);
      expect(flat).to.be.below(perfect - 0.2);
      expect(flatter).to.be.below(flat);
      expect(shaky).to.be.below(perfect - 0.2);
      expect(stopped).to.be.below(0.6);
      expect(foreign).to.be.below(0.4);
    });

    it("stays within 0 and 1 on features that no singer has, or refuses them", async () => {
      const melody = [0, 0, 12, 12, 0, 0, 12, 12, 0, 0, 12, 12, 0, 0, 12, 12];
      for (const [error, energy] of [
        [100, 1],
        [-100, 1],
        [0, 15],
        [0, -15],
      ] as const) {
        expect((await judge(sung(melody, () => error, energy))).score).to.be.within(0, 1);
      }
      const refusal = await judge(sung(melody, () => 0, 100_000)).catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(EngineStepError);
    });

    it("gives one frame beyond all bounds no more than a perfect one", async () => {
      const melody = [0, 0, 2, 2, 0, 0, 2, 2, 0, 0, 2, 2, 0, 0, 2, 2];
      const most = 1.5 / FRAMES;
      const [pitch, energy] = sung(melody, () => 0);
      // Half is sung, so that the score lies where one more frame counts.
      const half = energy.map((value, frame) => (frame % 2 === 0 ? value : 0));
      const odd = half.map((value, frame) => (frame === 31 ? 15 : value));
      const [before, after] = [await judge([pitch, half, melody]), await judge([pitch, odd, melody])];
      expect(before.score).to.be.within(0.1, 0.6);
      expect(after.score - before.score).to.be.within(most / 2, most + TOLERANCE);
    });
  });

  describe("the recorded proofs", () => {
    const score = (name: string) =>
      Number(feltToSigned(loadProof("singing-judge", name).instances[0] ?? -1n)) / SCORE_ONE;

    it("state what the engine decoded, within 0 and 1, and their melodies", async () => {
      const { proofs } = requestSchema.parse(await read(REQUEST));
      for (const { name, melody } of proofs) {
        const { instances, outputs } = loadProof("singing-judge", name);
        expectNear(score(name), outputs[0] ?? NaN, 1e-9, name);
        expect(score(name), name).to.be.within(0, 1);
        expect(instances.slice(1, 1 + SLOTS), name).to.deep.equal(melody.map(BigInt));
      }
    });

    it("put the singers in order, and silence at nothing", () => {
      expect(score("alice-1-good")).to.be.above(score("bob-2-middling"));
      expect(score("bob-2-middling")).to.be.above(score("carol-3-off-key"));
      expect(score("carol-3-off-key")).to.be.above(0);
      expect(score("alice-1-silence")).to.equal(0);
    });
  });
});
