import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { NetworkConnection } from "hardhat/types/network";

import { parseInput } from "../../src/artifacts/input.ts";
import { parseProof } from "../../src/artifacts/proof.ts";
import type { EngineVersion } from "../../src/engine/engine.ts";
import { NativeEngine } from "../../src/engine/native/engine.ts";
import type { Prover } from "../../src/engine/engine.ts";
import { readOnnxSignature } from "../../src/onnx/signature.ts";
import { buildModel } from "../../src/pipeline/build.ts";
import { loadModel, type Model } from "../../src/pipeline/model.ts";
import { proveModel } from "../../src/pipeline/prove.ts";
import type { Workspace } from "../../src/pipeline/workspace.ts";

import { codecDifference } from "./codec.ts";
import { checkOnEvm } from "./evm.ts";
import { statementHarness } from "./harness.ts";

export interface ModelRun {
  workspace: Workspace;
  connection: NetworkConnection;
  name: string;
  source: string;
  version: EngineVersion;
  visibility: string;
  context: boolean;
}

export interface Figures extends Record<string, unknown> {
  k: number;
  rows: number;
  instances: number;
  buildSeconds: number;
  proveSeconds: number;
  pkBytes: number;
  proofBytes: number;
  verifierBytes: number;
  fitsEip170: boolean;
  gas: number;
}

const ZERO = `0x${"00".repeat(20)}`;

/**
 * Settings, circuit, keys, sources, proof, the engine's verdict, the EVM's verdict and both codecs, for one model.
 * @throws whatever goes wrong, with a message that names it
 */
export async function runModel({
  workspace,
  connection,
  name,
  source,
  version,
  visibility,
  context,
}: ModelRun): Promise<Figures> {
  const model = await prepare(workspace, name, source, {
    engine: version,
    inputVisibility: visibility,
    context,
  });
  const buildStart = performance.now();
  const built = await buildModel(workspace, model);
  const buildSeconds = (performance.now() - buildStart) / 1000;

  const { input_data: input } = parseInput(await readFile(model.paths.input, "utf8"), model.paths.input);
  const engine = await NativeEngine.open({
    cacheDir: workspace.cacheDir,
    version,
    timeoutSeconds: workspace.timeoutSeconds,
    label: name,
  });
  let engineProof = "";
  // The engine's own proof file has its own decoding of the instances, which ours is compared with.
  const observing: Prover = {
    kind: engine.kind,
    version: engine.version,
    witness: async (request) => engine.witness(request),
    prove: async (request) => {
      await engine.prove(request);
      engineProof = await readFile(request.proof, "utf8");
    },
    verify: async (request) => engine.verify(request),
    close: async () => engine.close(),
  };
  try {
    const proofContext = context
      ? { chainId: "31337", consumer: ZERO, account: ZERO, scope: `0x${"00".repeat(32)}` }
      : undefined;
    const proveStart = performance.now();
    const { proof, instances } = await proveModel(
      workspace,
      model,
      { input, where: model.paths.input, context: proofContext },
      async () => observing,
    );
    const proveSeconds = (performance.now() - proveStart) / 1000;

    const sources = {
      verifierName: `${model.pascalName}Verifier`,
      verifier: await readFile(model.paths.verifier, "utf8"),
      statementName: `${model.pascalName}Statement`,
      statement: await readFile(model.paths.statement, "utf8"),
      harness: statementHarness(built.layout),
    };
    const evm = await checkOnEvm(connection, sources, proof, instances);
    if (!evm.accepted) throw new Error("the EVM verifier refuses the proof");
    if (evm.forgedAccepted) throw new Error("the EVM verifier accepts a forged proof");
    const pretty = parseProof(engineProof, "the engine's proof").pretty_public_inputs;
    if (!pretty) throw new Error("the engine's proof has no pretty_public_inputs");
    const difference = codecDifference(built.layout, instances, pretty, evm.values);
    if (difference !== undefined) throw new Error(`codec: ${difference}`);

    return {
      k: built.settings.run_args.logrows,
      rows: built.settings.num_rows,
      instances: instances.length,
      buildSeconds,
      proveSeconds,
      pkBytes: (await readFile(model.paths.pk)).length,
      proofBytes: (proof.length - 2) / 2,
      verifierBytes: evm.verifierBytes,
      fitsEip170: evm.verifierBytes <= 24_576,
      gas: evm.gas,
    };
  } finally {
    await engine.close();
    await rm(model.paths.output, { recursive: true, force: true });
  }
}

/** Lays a model of any name out as this project's: its folder gets a name that can name contracts. */
export async function prepare(
  workspace: Workspace,
  name: string,
  source: string,
  config: Record<string, unknown>,
): Promise<Model> {
  const slug = modelName(name);
  const directory = join(workspace.paths.models[0] as string, slug);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  await copyFile(join(source, "network.onnx"), join(directory, "network.onnx"));
  await writeFile(join(directory, "input.json"), await ownInput(source));
  await writeFile(join(directory, "model.json"), JSON.stringify(config));
  return loadModel(workspace.paths, slug);
}

/** The lists of input.json that the model has inputs for: the engine reads those and ignores what follows them. */
export async function ownInput(source: string): Promise<string> {
  const { inputs } = readOnnxSignature(await readFile(join(source, "network.onnx")), source);
  const { input_data: data } = parseInput(await readFile(join(source, "input.json"), "utf8"), source);
  return JSON.stringify({ input_data: data.slice(0, inputs.length) });
}

export function modelName(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return `m-${slug}`.slice(0, 48).replace(/-+$/, "");
}
