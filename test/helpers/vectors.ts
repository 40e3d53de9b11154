import { readFileSync } from "node:fs";

import { z } from "zod";

const hex = z.string().regex(/^0x([0-9a-f]{2})*$/i);

const recordedProofSchema = z.object({
  provenance: z.object({
    model: z.string(),
    onnxSha256: z.string().length(64),
    engine: z.string(),
    command: z.string(),
    date: z.string(),
  }),
  context: z.object({
    chainId: z.number(),
    deployer: hex,
    consumer: hex,
    modelDigest: hex,
    account: hex,
    scope: hex,
    hash: hex,
    limbs: z.array(z.number()).length(6),
  }),
  /** The first output tensor as the engine decodes it. */
  outputs: z.array(z.number()),
  /** What the model was given, without the context. */
  input: z.array(z.number()),
  instances: z.array(hex).transform((felts) => felts.map(BigInt)),
  proof: hex,
});

/** A real proof, recorded by a script beside it. */
export type RecordedProof = z.infer<typeof recordedProofSchema>;

const file = (path: string) => readFileSync(new URL(`../vectors/${path}`, import.meta.url), "utf8");

export function loadProof(model: string, name: string): RecordedProof {
  return recordedProofSchema.parse(JSON.parse(file(`${model}/${name}.json`)));
}

/** The verifier's source as the engine wrote it. */
export function loadEngineSource(model: string): string {
  return file(`${model}/verifier.sol.txt`);
}
