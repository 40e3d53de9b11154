/**
 * Records what the engine says is public for the models of models.py, for the codec's differential tests:
 *
 *     node scripts/vectors/record-codec.ts PYTHON [NAME ...]
 *
 * PYTHON has one of the two engines. Writes <name>-<engine version>.json beside this file, or <name>+context-<engine version>.json
 * with the pass-through, with all visibilities. Proof bytes and timestamps are left out, so that recording once more gives the
 * same text, but for the order of `required_range_checks`, which the engine leaves to chance.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { z } from "zod";

import { appendContext } from "../../src/index.ts";

const VISIBILITIES = [
  ["private", "public"],
  ["public", "public"],
  ["hashed", "public"],
  ["public", "private"],
  ["hashed", "hashed"],
] as const;

/** One bit, all bits and an ordinary value among the limbs. */
const LIMBS = [2 ** 27 - 1, 1, 2, 3, 0, 2 ** 26];

const modelsSchema = z.record(
  z.object({
    onnx: z.string(),
    input_data: z.array(z.array(z.union([z.number(), z.boolean()]))),
    scale: z.number(),
    contexts: z.array(z.boolean()),
  }),
);

const recordedSchema = z.object({
  settings: z.object({ version: z.string(), timestamp: z.number().nullish() }).passthrough(),
  proof: z.unknown(),
});

const VECTORS = join(import.meta.dirname, "..", "..", "test", "vectors", "codec");

const [python = "", ...names] = process.argv.slice(2);
const run = (script: string, ...args: string[]) =>
  execFileSync(python, [join(VECTORS, script), ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 1 << 26,
  });
const scratch = mkdtempSync(join(tmpdir(), "codec-"));
const onnxFile = join(scratch, "network.onnx");
const inputFile = join(scratch, "input.json");

for (const [name, model] of Object.entries(modelsSchema.parse(JSON.parse(run("models.py"))))) {
  if (names.length > 0 && !names.includes(name)) continue;
  const source = Buffer.from(model.onnx, "base64");
  for (const context of model.contexts) {
    writeFileSync(onnxFile, context ? appendContext(source) : source);
    const input_data = context ? [...model.input_data, LIMBS] : model.input_data;
    writeFileSync(inputFile, JSON.stringify({ input_data }));
    // A context needs public outputs.
    const pairs = VISIBILITIES.filter(([, outputs]) => !context || outputs === "public");
    const cases = pairs.map(([inputs, outputs]) => {
      const args = [onnxFile, inputFile, String(model.scale), inputs, outputs, scratch];
      const line =
        run("record.py", ...args)
          .trim()
          .split("\n")
          .at(-1) ?? "";
      const { settings, proof } = recordedSchema.parse(JSON.parse(line));
      delete settings.timestamp;
      return { inputs, outputs, settings, proof };
    });
    const version = cases[0]?.settings.version ?? "unknown";
    const vector = {
      provenance: {
        model: name,
        source: "test/vectors/codec/models.py",
        onnxSha256: createHash("sha256").update(source).digest("hex"),
        engine: version,
        command: `node scripts/vectors/record-codec.ts PYTHON ${name}`,
      },
      context,
      /** The model itself, base64, before the pass-through. */
      onnx: model.onnx,
      cases,
    };
    const file = `${name}${context ? "+context" : ""}-${version}.json`;
    writeFileSync(join(VECTORS, file), `${JSON.stringify(vector)}\n`);
    console.log(file);
  }
}
rmSync(scratch, { recursive: true });
