import { readFile } from "node:fs/promises";

import { parseManifest } from "../../../src/artifacts/manifest.ts";
import { parseSettings } from "../../../src/artifacts/settings.ts";
import { hardenVerifier, specialiseVerifier } from "../../../src/verifier/index.ts";
import { compileSolidity } from "../../helpers/compile.ts";
import { expectTable } from "../../helpers/page-table.ts";
import { loadEngineSource, loadProof } from "../../helpers/vectors.ts";
import { measureVerifier, measuringChain } from "../../helpers/verifier-figures.ts";

/** The samples' models in the order of the table, each with the recorded proof that is measured. */
const MODELS = {
  "trading-signal": "alice-1",
  "singing-judge": "alice-1-good",
  "biometric-code": "ann-1",
};
/** The smallest and the largest recorded circuit. */
const CIRCUITS = { scorer: "alice-1", "biometric-code": "ann-1" };
/** Milliseconds, of which compiling takes most on a busy machine. */
const TIMEOUT = 180_000;

/** The verifier of a recorded proof in one of its two renderings, on a chain. */
async function measured(model: string, name: string, render: typeof hardenVerifier) {
  const contractName = "RecordedVerifier";
  const { source } = render(loadEngineSource(model), { model, engineVersion: "21.0.0", contractName });
  return measureVerifier(
    await measuringChain(),
    compileSolidity(source, contractName),
    loadProof(model, name),
  );
}

const whole = (value: number) => value.toLocaleString("en-US");
/** Two significant digits, in millions of bytes. */
const megabytes = (bytes: number) => `${Number((bytes / 1e6).toPrecision(2))} MB`;

describe("figures in the documentation", function () {
  this.timeout(TIMEOUT);

  it("of the samples' models are those of their manifests and recorded proofs", async () => {
    const rows = [];
    for (const [model, name] of Object.entries(MODELS)) {
      const file = async (path: string) =>
        readFile(new URL(`../../../models/${model}/${path}`, import.meta.url), "utf8");
      const { pkBytes, holdout } = parseManifest(await file("model.lock.json"), model);
      const { run_args } = parseSettings(await file("settings.json"), model);
      const { proof } = loadProof(model, name);
      const { gas, bytes } = await measured(model, name, specialiseVerifier);
      rows.push([
        model,
        String(run_args.logrows),
        `${whole((proof.length - 2) / 2)} B`,
        pkBytes === undefined ? "" : megabytes(pkBytes),
        `${whole(bytes)} B`,
        `${Math.round(gas / 1000)}k`,
        holdout ? `${difference(holdout.maxAbsError)} on ${holdout.samples} held-out inputs` : "",
      ]);
    }
    expectTable({ path: "README.md", marker: "models" }, [
      [
        ...["model", "k", "proof", "proving key", "verifier code", "verification gas"],
        "circuit against float model",
      ],
      ...rows,
    ]);
  });

  it("of both renderings of a verifier are those of recorded proofs", async () => {
    const rows = [];
    for (const [model, name] of Object.entries(CIRCUITS)) {
      const engine = await measured(model, name, hardenVerifier);
      const ours = await measured(model, name, specialiseVerifier);
      const over = ({ gas, floor }: typeof ours) => (gas / floor).toFixed(2);
      rows.push([
        ...[model, String(loadProof(model, name).instances.length), String(ours.multiplications)],
        ...[whole(ours.floor), whole(engine.gas), over({ ...engine, floor: ours.floor }), whole(ours.gas)],
        ...[over(ours), `${whole(engine.bytes)} → ${whole(ours.bytes)} B`],
      ]);
    }
    expectTable({ path: "docs/tuning.md", marker: "verifiers" }, [
      [
        ...["circuit", "instances", "multiplications", "floor", "the engine's, guarded"],
        ...["over the floor", "specialised", "over the floor", "runtime code"],
      ],
      ...rows,
    ]);
  });
});

const difference = (value: number) => (value === 0 ? "none" : `at most ${value.toExponential(1)}`);
