import { z } from "zod";

import { parseArtifact } from "./parse.ts";

const hex = (bytes: number): z.ZodString =>
  z.string().regex(new RegExp(`^0x[0-9a-fA-F]{${2 * bytes}}$`), `expected 0x and ${bytes} bytes`);

/** What a proof was made for; see the context module. */
export const proofContextSchema = z
  .object({
    chainId: z.string().regex(/^[0-9]+$/, "expected a decimal chain id"),
    consumer: hex(20),
    account: hex(20),
    scope: hex(32),
  })
  .strict();

/**
 * The file that `ezkl prove` writes: what a contract call takes, with what it is about. The engine's own proof file can be made
 * from it and back; the decoded statement is there for people and is recomputed, never believed.
 */
export const proofFileSchema = z
  .object({
    schemaVersion: z.literal(1),
    model: z.string().min(1),
    modelDigest: hex(32),
    engine: z.string().min(1),
    context: proofContextSchema.nullable(),
    /** The bytes for `verifyProof`. */
    proof: z.string().regex(/^0x([0-9a-fA-F]{2})+$/, "expected 0x and whole bytes"),
    /** Field elements, big-endian. */
    instances: z.array(hex(32)),
    statement: z.record(z.union([z.string(), z.array(z.string())])),
  })
  .strict();

export type ProofFile = z.infer<typeof proofFileSchema>;
export type ProofContext = z.infer<typeof proofContextSchema>;

/** @throws ArtifactMalformedError, ArtifactInvalidError */
export function parseProofFile(text: string, where: string): ProofFile {
  return parseArtifact(proofFileSchema, "proof", text, where);
}
