import { parseProof } from "../artifacts/proof.ts";
import { parseProofFile, type ProofFile } from "../artifacts/proof-file.ts";
import type { Prover } from "../engine/engine.ts";
import { EngineStepError, EngineMismatchError } from "../errors/engine.ts";
import { ArtifactInvalidError } from "../errors/artifact.ts";
import { ProofInvalidError } from "../errors/pipeline.ts";
import { feltToLe, feltFromBe, feltFromLe, parseFeltBe } from "../field/felt.ts";

import { checkOutput, type Built } from "./built.ts";
import { withScratch, writeScratch } from "./scratch.ts";

/** What both kinds of proof file have in common. */
export interface LoadedProof {
  proof: `0x${string}`;
  instances: bigint[];
  /** What this package's own files add; undefined for a file of the bare engine. */
  file: ProofFile | undefined;
}

/** Reads a proof file of ours or of the bare engine. @throws ArtifactMalformedError, ArtifactInvalidError */
export function loadProof(text: string, where: string): LoadedProof {
  if (/"schemaVersion"\s*:/.test(text)) {
    const file = parseProofFile(text, where);
    return {
      proof: file.proof as `0x${string}`,
      instances: file.instances.map((felt, i) => feltFromBe(parseFeltBe(felt, `instances[${i}]`))),
      file,
    };
  }
  const bare = parseProof(text, where);
  return {
    proof: bare.hex_proof as `0x${string}`,
    instances: bare.instances.flat().map((felt) => feltFromLe(felt)),
    file: undefined,
  };
}

/** Refuses a proof that says itself that it is of another model or engine, before any work. */
export function checkProofOrigin({ file }: LoadedProof, built: Built, where: string): void {
  if (file === undefined) return;
  if (file.engine !== built.manifest.engine)
    throw new EngineMismatchError(where, file.engine, built.manifest.engine);
  if (file.modelDigest.toLowerCase() !== built.manifest.modelDigest) {
    throw new ProofInvalidError(
      where,
      `the proof is of model ${file.model} (${file.modelDigest}), not of ${built.manifest.modelDigest}`,
    );
  }
}

/** The engine's own verdict on a proof. Malformed proofs are rejected, not raised. @throws ArtifactInvalidError, ArtifactDamagedError */
export async function verifyNatively(
  built: Built,
  loaded: LoadedProof,
  prover: Prover,
  where: string,
): Promise<boolean> {
  const { model, srs, layout } = built;
  if (loaded.instances.length !== layout.instances) {
    throw new ArtifactInvalidError("proof", where, [
      {
        field: "instances",
        problem: `${loaded.instances.length} elements, the statement has ${layout.instances}`,
      },
    ]);
  }
  await checkOutput(built, "keys", "vk", model.paths.vk);
  return withScratch(model, async (scratch) => {
    const proof = await writeScratch(scratch, "proof.json", engineProof(loaded, built.manifest.engine));
    try {
      return await prover.verify({
        proof,
        settings: model.paths.settings,
        vk: model.paths.vk,
        srs: srs.path,
      });
    } catch (error) {
      if (error instanceof EngineStepError) return false;
      throw error;
    }
  });
}

/** The engine's proof file for a proof. */
export function engineProof(
  { proof, instances }: Pick<LoadedProof, "proof" | "instances">,
  version: string,
): string {
  return JSON.stringify({
    protocol: null,
    instances: [instances.map((felt) => feltToLe(felt))],
    proof: [...Buffer.from(proof.slice(2), "hex")],
    hex_proof: proof,
    transcript_type: "EVM",
    split: null,
    pretty_public_inputs: null,
    timestamp: null,
    commitment: "KZG",
    version,
  });
}
