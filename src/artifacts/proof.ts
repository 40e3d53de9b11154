import { z } from "zod";

import { parseArtifact } from "./parse.ts";
import { prettyElementsSchema } from "./public-inputs.ts";
import { feltLeSchema, timestampSchema } from "./scalars.ts";

const bytesSchema = z.array(z.number().int().min(0).max(255)).nonempty();
const hexSchema = z
  .string()
  .regex(/^0x([0-9a-fA-F]{2})+$/, "expected 0x and whole bytes in hex")
  .transform((hex) => hex.toLowerCase());

/**
 * The engine's proof (`proof.json`). The proof's bytes stand there as `proof` (numbers), as `hex_proof`, or as both: at least
 * one is needed, and both must agree. `instances` has one list, in circuit order.
 */
export const proofSchema = z
  .object({
    instances: z.array(z.array(feltLeSchema)),
    proof: bytesSchema.nullish(),
    hex_proof: hexSchema.nullish(),
    pretty_public_inputs: prettyElementsSchema.nullish(),
    version: z.string().nullish(),
    timestamp: timestampSchema.nullish(),
  })
  .passthrough()
  .transform((proof, context) => {
    const fromBytes = proof.proof ? toHex(proof.proof) : undefined;
    const hex = proof.hex_proof ?? fromBytes;
    if (hex === undefined) return refuse(context, "proof", "neither proof nor hex_proof is there");
    if (fromBytes !== undefined && fromBytes !== hex)
      return refuse(context, "hex_proof", "differs from proof");
    return { ...proof, hex_proof: hex };
  });

export type Proof = z.output<typeof proofSchema>;

/**
 * The result always has `hex_proof` (0x, lower case): what a contract's `bytes proof` takes.
 * @throws ArtifactMalformedError, ArtifactInvalidError
 */
export function parseProof(text: string, where: string): Proof {
  return parseArtifact(proofSchema, "proof", text, where);
}

function toHex(bytes: readonly number[]): string {
  return `0x${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

function refuse(context: z.RefinementCtx, field: string, message: string): never {
  context.addIssue({ code: z.ZodIssueCode.custom, path: [field], message });
  return z.NEVER;
}
