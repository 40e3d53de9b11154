import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { ProofContext } from "../artifacts/proof-file.ts";
import type { Prover } from "../engine/engine.ts";
import { SrsNotExactError } from "../errors/srs.ts";

import { checkOutput, openBuilt, type Built } from "./built.ts";
import { isFile } from "./files.ts";
import { checkInput, engineInput, type InputData } from "./input.ts";
import type { Model } from "./model.ts";
import { beside, checkRoom, estimateOf } from "./preflight.ts";
import { asRangeError, limbsFor, readEngineProof, unverifiable } from "./proving.ts";
import { reported } from "./report.ts";
import { withScratch, writeScratch } from "./scratch.ts";
import type { Workspace } from "./workspace.ts";

export interface ProveRequest {
  input: InputData;
  /** Named in errors. */
  where: string;
  /** Required for a model that carries a context. */
  context: ProofContext | undefined;
  /** Begin even where memory seems too small. */
  skipPreflight?: boolean | undefined;
}

/** A proof and its public field elements, ready for `verifyProof(proof, instances)`; checked by the engine before it is handed out. */
export interface ProofResult {
  proof: `0x${string}`;
  instances: bigint[];
  context: ProofContext | null;
  built: Built;
}

/**
 * Witness, proof, and a check of the proof; private values stand on disk only in a private folder that is removed again.
 * @param openProver the engine to prove with; closed by the caller
 * @throws NotBuiltError, ArtifactDamagedError, ContextRequiredError, InputInvalidError, InputRangeError, ProofInvalidError
 */
export async function proveModel(
  workspace: Workspace,
  model: Model,
  request: ProveRequest,
  openProver: () => Promise<Prover>,
): Promise<ProofResult> {
  const { paths, name } = model;
  const { reporter } = workspace;
  // Where there is a key there is an engine: its start-up runs beside the checks. Without one, nothing is installed in vain.
  const opening = (await isFile(paths.pk)) ? openProver() : undefined;
  opening?.catch(() => undefined);
  const built = await openBuilt(workspace, model);
  const { modelDigest, context } = built.manifest;
  const limbs = limbsFor({ model: name, context, modelDigest }, request.context);
  checkInput(request.input, built.signature, built.settings, request.where);
  const estimate = estimateOf(built.settings);
  if (estimate !== undefined && request.skipPreflight !== true)
    await checkRoom("prove", estimate, { model: name, directory: paths.output, reporter });

  // The key is by far the largest file: its check runs beside the witness.
  const keysChecked = Promise.all([
    checkOutput(built, "keys", "pk", paths.pk),
    checkOutput(built, "keys", "vk", paths.vk),
  ]);
  keysChecked.catch(() => undefined);
  const [prover] = await Promise.all([
    opening ?? openProver(),
    checkOutput(built, "circuit", "circuit", paths.circuit),
  ]);

  requireExactSrs(prover, built);

  return withScratch(model, async (scratch) => {
    const input = await writeScratch(scratch, "input.json", engineInput(model, request.input, limbs));
    const witness = join(scratch, "witness.json");
    const proof = join(scratch, "proof.json");
    const step = async (
      what: "witness" | "prove" | "verify",
      work: () => Promise<unknown>,
      told?: () => Promise<string | undefined>,
    ): Promise<void> => {
      await reported(reporter, name, what, async () => {
        await work();
        return { cached: false, detail: await told?.() };
      });
    };
    await step("witness", async () =>
      prover.witness({ circuit: paths.circuit, input, witness }).catch((error: unknown) => {
        throw asRangeError(error, request.where);
      }),
    );
    await keysChecked;
    await step(
      "prove",
      async () => prover.prove({ circuit: paths.circuit, witness, pk: paths.pk, srs: built.srs.path, proof }),
      async () => estimate && beside("prove", estimate, undefined, await prover.peakMemory?.()),
    );
    await step("verify", async () => {
      const accepted = await prover.verify({
        proof,
        settings: paths.settings,
        vk: paths.vk,
        srs: built.srs.path,
      });
      if (!accepted) throw unverifiable(name);
    });
    const made = readEngineProof(await readFile(proof, "utf8"), built.layout);
    return { ...made, context: request.context ?? null, built };
  });
}

/** The native engine cuts a larger SRS down; the wasm build of it panics. */
function requireExactSrs({ kind }: Prover, { srs, settings }: Built): void {
  const { logrows } = settings.run_args;
  if (kind === "wasm" && srs.k !== logrows) throw new SrsNotExactError(srs.path, srs.k, logrows);
}
