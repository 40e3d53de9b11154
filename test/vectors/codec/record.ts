/**
 * Records what the engine says is public for a folder of models, for the codec's differential tests:
 *
 *     node test/vectors/codec/record.ts PYTHON MODELS_DIR SRS_DIR NAME[+context] ...
 *
 * PYTHON has the engine. Each NAME is MODELS_DIR/NAME/{network.onnx,input.json}; "+context" adds the pass-through. Writes
 * <name>-<engine version>.json beside this file, with all visibilities; proof bytes are left out, they are not decoded.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { appendContext, parseInput, readOnnxSignature } from "../../../src/index.ts";

const VISIBILITIES = [
  ["private", "public"],
  ["public", "public"],
  ["hashed", "public"],
  ["public", "private"],
  ["hashed", "hashed"],
] as const;

/** One bit, all bits and an ordinary value among the limbs. */
const LIMBS = [2 ** 27 - 1, 1, 2, 3, 0, 2 ** 26];

const [python = "", models = "", srs = "", ...names] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), "codec-"));
for (const entry of names) {
  const [name = "", flag] = entry.split("+");
  const source = readFileSync(join(models, name, "network.onnx"));
  const bytes = flag === undefined ? source : appendContext(source);
  // Some input files have more lists than the model has inputs; the engine ignores these.
  const wanted = readOnnxSignature(source, name).inputs.length;
  const input_data = parseInput(
    readFileSync(join(models, name, "input.json"), "utf8"),
    name,
  ).input_data.slice(0, wanted);
  const onnx = join(scratch, "network.onnx");
  const input = join(scratch, "input.json");
  writeFileSync(onnx, bytes);
  writeFileSync(
    input,
    JSON.stringify({ input_data: flag === undefined ? input_data : [...input_data, LIMBS] }),
  );
  const pairs =
    flag === undefined ? VISIBILITIES : VISIBILITIES.filter(([, outputs]) => outputs === "public");
  const cases = pairs.map(([inputs, outputs]) => {
    const script = join(import.meta.dirname, "record.py");
    const printed = execFileSync(python, [script, onnx, input, srs, inputs, outputs], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 1 << 26,
    });
    const line = printed.trim().split("\n").at(-1) ?? "";
    return { inputs, outputs, ...(JSON.parse(line) as { settings: { version: string }; proof: unknown }) };
  });
  const version = cases[0]?.settings.version ?? "unknown";
  const vector = {
    provenance: {
      model: name,
      source: "conformance models of the ezkl project's examples",
      onnxSha256: createHash("sha256").update(source).digest("hex"),
      engine: version,
      command: `node test/vectors/codec/record.ts PYTHON MODELS_DIR SRS_DIR ${entry}`,
      date: new Date().toISOString().slice(0, 10),
    },
    context: flag === "context",
    signature: readOnnxSignature(bytes, name),
    cases,
  };
  writeFileSync(join(import.meta.dirname, `${entry}-${version}.json`), `${JSON.stringify(vector)}\n`);
  console.log(`${entry} ${version}`);
}
rmSync(scratch, { recursive: true });
