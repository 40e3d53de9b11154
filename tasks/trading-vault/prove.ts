import { z } from "zod";

import type { ProofFile } from "../../src/artifacts/proof-file.ts";
import { proveModel } from "../../src/pipeline/prove.ts";
import { LazyEngine, type Workspace } from "../../src/pipeline/workspace.ts";
import { decodeStatement } from "../../src/statement/decode.ts";
import { proofFileOf } from "../connection/proof-file.ts";
import { OtherContractError } from "../samples/errors.ts";

import { VAULT } from "./dapp.ts";
import { decisionContext } from "./decision-context.ts";
import { openSignal } from "./signal.ts";
import type { Vault } from "./vault.ts";
import type { Window } from "./window.ts";

const fixedSchema = z.object({ raw: z.bigint(), scale: z.number() });

/** A proof of the model's decision for one keeper, vault and epoch. */
export interface Decision {
  /** The two arguments of `rebalance` that are the proof. */
  proof: string;
  instances: bigint[];
  /** The model's output times 2^scale. */
  allocation: bigint;
  scale: number;
  seconds: number;
  /** The same as `ezkl prove` writes it. */
  file: ProofFile;
}

/** @throws OtherContractError when the vault takes proofs of another version of the model; NotBuiltError */
export async function requireSameSignal(workspace: Workspace, vault: Vault): Promise<void> {
  const { manifest } = await openSignal(workspace);
  if (manifest.modelDigest === vault.modelDigest) return;
  throw new OtherContractError(
    VAULT,
    vault.address,
    `its model is ${vault.modelDigest}, the one built here ${manifest.modelDigest}`,
  );
}

/** Proves what the model decides on a window, for `keeper` to send to `vault`. */
export async function proveDecision(
  workspace: Workspace,
  chainId: bigint,
  vault: Vault,
  { epoch, input }: Window,
  keeper: string,
): Promise<Decision> {
  const start = performance.now();
  const { model } = await openSignal(workspace);
  const context = decisionContext(chainId, vault.address, keeper, epoch);
  const engine = new LazyEngine(workspace, model.config.engine, model.name);
  try {
    const request = { input: [input], where: `the window of day ${epoch}`, context };
    const result = await proveModel(workspace, model, request, engine.get);
    const { proof, instances, built } = result;
    const { allocation } = decodeStatement(built.layout, instances);
    const { raw, scale } = fixedSchema.parse(allocation);
    const seconds = (performance.now() - start) / 1000;
    return { proof, instances, allocation: raw, scale, seconds, file: proofFileOf(result) };
  } finally {
    await engine.close();
  }
}
