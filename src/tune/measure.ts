import { readFile, stat } from "node:fs/promises";

import { z } from "zod";

import { parseProof } from "../artifacts/proof.ts";
import type { TuningFigures } from "../artifacts/tuning-record.ts";
import type { NativeEngine } from "../engine/native/engine.ts";
import { feltFromLe } from "../field/felt.ts";
import type { Model } from "../pipeline/model.ts";
import { readManifest } from "../pipeline/settings-step.ts";
import { ensureSrs } from "../pipeline/srs.ts";
import type { Workspace } from "../pipeline/workspace.ts";

import { hardenVerifier, specialiseVerifier } from "../verifier/index.ts";

import { attempt, failed, type Attempt } from "./attempt.ts";
import { verifyProofCalldata } from "./calldata.ts";
import type { CircuitSpec } from "./circuit-spec.ts";
import type { Rendering } from "./cost/index.ts";
import type { Lab } from "./lab.ts";
import type { EvmMeter } from "./options.ts";

const figuresSchema = z.object({
  proveSeconds: z.number(),
  setupSeconds: z.number(),
  pkBytes: z.number(),
  memoryBytes: z.number(),
  gas: z.number(),
  deployGas: z.number(),
  verifierBytes: z.number(),
  proofBytes: z.number(),
  ecMul: z.number(),
});

export const measurementSchema = z.union([
  /** `settings` is the text of the settings file: pinned as it is, because the order of its range checks goes into the keys. */
  z.object({ ok: z.literal(true), figures: figuresSchema, settings: z.string() }),
  z.object({ ok: z.literal(false), reason: z.string() }),
]);

export type Measurement = z.infer<typeof measurementSchema>;

/** A proof that took less than this is made again, and the median counts: short times scatter. */
const SHORT_SECONDS = 1;
const SHORT_PROOFS = 3;

export interface MeasureOptions {
  workspace: Workspace;
  model: Model;
  lab: Lab;
  evm: EvmMeter;
  /** The verifier as a build deploys it, or as the engine writes it, guarded only. */
  rendering: Rendering;
  /** Input file that the proof is of. */
  input: string;
  /** Longest time for each step of the engine, seconds. */
  timeoutSeconds: number;
}

/**
 * Keys, proof, the engine's verdict and the EVM's on one circuit. The proof is made by a fresh process, whose peak is the memory.
 * @param predicted what cannot be measured comes from here: multiplications on the curve, and memory where the system does not tell
 */
export async function measure(
  spec: CircuitSpec,
  predicted: TuningFigures,
  options: MeasureOptions,
): Promise<Measurement> {
  const done = await attempt(async () => measureSpec(spec, predicted, options));
  return done.ok ? done.value : done;
}

async function measureSpec(
  spec: CircuitSpec,
  predicted: TuningFigures,
  options: MeasureOptions,
): Promise<Measurement> {
  const { lab, timeoutSeconds, evm, model, rendering } = options;
  const files = {
    settings: lab.path("measured-settings.json"),
    circuit: lab.path("measured.ezkl"),
    pk: lab.path("measured-pk.key"),
    vk: lab.path("measured-vk.key"),
    source: lab.path("measured.sol"),
    witness: lab.path("measured-witness.json"),
    proof: lab.path("measured-proof.json"),
  };
  const builder = await lab.openEngine(spec.engine, timeoutSeconds);
  let srs: string;
  let setupSeconds: number;
  try {
    const settings = await lab.settings(spec, files.settings);
    if (!settings.ok) return settings;
    srs = await srsFor(options, spec.runArgs.logrows, builder);
    await builder.compile({ onnx: lab.onnx(spec.graph), settings: files.settings, circuit: files.circuit });
    setupSeconds = await secondsOf(async () =>
      builder.setup({ circuit: files.circuit, srs, vk: files.vk, pk: files.pk }),
    );
    await builder.verifierSource({ vk: files.vk, settings: files.settings, srs, source: files.source });
    await builder.witness({ circuit: files.circuit, input: options.input, witness: files.witness });
  } finally {
    await builder.close();
  }

  const proved = await proveAndVerify(spec, files, srs, options);
  if (!proved.ok) return proved;
  const { proof, instances, proveSeconds, memoryBytes } = proved.value;
  const contractName = `${model.pascalName}Verifier`;
  const engines = rendering === "engine" || model.config.verifier === "engine";
  const render = engines ? hardenVerifier : specialiseVerifier;
  const { source } = render(await readFile(files.source, "utf8"), {
    ...{ model: model.name, engineVersion: spec.engine, contractName, where: files.source },
  });
  const onEvm = await evm({ source, contractName, calldata: verifyProofCalldata(proof, instances) });
  if (!onEvm.accepted) return failed("the EVM verifier refuses the proof");
  const figures = {
    ...{ proveSeconds, setupSeconds, pkBytes: (await stat(files.pk)).size },
    memoryBytes: memoryBytes ?? predicted.memoryBytes,
    ...{ gas: onEvm.gas, deployGas: onEvm.deployGas, verifierBytes: onEvm.verifierBytes },
    ...{ proofBytes: (proof.length - 2) / 2, ecMul: predicted.ecMul },
  };
  return { ok: true, figures, settings: await readFile(files.settings, "utf8") };
}

interface Proved {
  proof: `0x${string}`;
  instances: bigint[];
  proveSeconds: number;
  memoryBytes: number | undefined;
}

async function proveAndVerify(
  { engine: version }: CircuitSpec,
  files: Record<"settings" | "circuit" | "pk" | "vk" | "witness" | "proof", string>,
  srs: string,
  { lab, timeoutSeconds }: MeasureOptions,
): Promise<Attempt<Proved>> {
  const prover = await lab.openEngine(version, timeoutSeconds);
  try {
    const seconds: number[] = [];
    while (seconds.length < (Math.max(0, ...seconds) < SHORT_SECONDS ? SHORT_PROOFS : 1))
      seconds.push(await secondsOf(async () => prover.prove({ ...files, srs })));
    const memoryBytes = await prover.peakMemory();
    if (!(await prover.verify({ ...files, srs }))) return failed("the engine's own proof does not verify");
    const made = parseProof(await readFile(files.proof, "utf8"), files.proof);
    const value: Proved = {
      proof: made.hex_proof as `0x${string}`,
      instances: made.instances.flat().map((felt) => feltFromLe(felt)),
      proveSeconds: seconds.toSorted((a, b) => a - b)[seconds.length >> 1] as number,
      memoryBytes,
    };
    return { ok: true, value };
  } finally {
    await prover.close();
  }
}

async function srsFor(
  { workspace, model }: MeasureOptions,
  k: number,
  engine: NativeEngine,
): Promise<string> {
  // What the figures are taken on: the setup has no part in them, and a ceremony of every size is not at hand.
  const pinned = (await readManifest(model))?.srs;
  return (await ensureSrs(async () => engine, workspace.srs, k, { choice: "dev", pinned })).path;
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
