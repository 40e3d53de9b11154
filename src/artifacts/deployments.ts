import { z } from "zod";

import { parseArtifact } from "./parse.ts";
import { bytes32Schema, sha256Schema } from "./scalars.ts";

/** One contract that was deployed and checked; a record is written last, so that a half-done deployment has none. */
export const deploymentSchema = z
  .object({
    /** Its name in Solidity. */
    contract: z.string().min(1),
    address: z.string().regex(/^0x[0-9a-fA-F]{40}$/, "expected an address"),
    /** keccak256 of the runtime code that was found at the address. */
    codeHash: bytes32Schema,
    transactionHash: bytes32Schema,
    blockNumber: z.number().int().nonnegative(),
    /** Of a verifier: what it verifies, and what it stands on. */
    modelDigest: bytes32Schema.optional(),
    srs: z
      .object({
        kind: z.enum(["dev", "ceremony"]),
        ceremony: z.string().min(1).optional(),
        sha256: sha256Schema,
      })
      .strict()
      .optional(),
    /** Whoever made its SRS can forge its proofs, and it was deployed to a live chain all the same. */
    devSrsOverride: z.literal(true).optional(),
    deployedAt: z.string().datetime(),
    abi: z.array(z.record(z.unknown())),
  })
  .strict();

/** `deployments/<chainId>.json`: what is deployed on one chain, by the model's name or else the contract's; of several contracts of one name the latest. */
export const deploymentsSchema = z.record(z.string().min(1), deploymentSchema);

export type Deployment = z.infer<typeof deploymentSchema>;
export type Deployments = z.infer<typeof deploymentsSchema>;

/** @throws ArtifactMalformedError, ArtifactInvalidError */
export function parseDeployments(text: string, where: string): Deployments {
  return parseArtifact(deploymentsSchema, "deployments", text, where);
}
