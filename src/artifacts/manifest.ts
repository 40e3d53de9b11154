import { z } from "zod";

import { parseArtifact } from "./parse.ts";
import { bytes32Schema, sha256Schema } from "./scalars.ts";

const srsSchema = z
  .object({
    /** "dev": its maker can forge proofs. "ceremony": a public multi-party setup. */
    kind: z.enum(["dev", "ceremony"]),
    /** Which ceremony, by its short name. */
    ceremony: z.string().min(1).optional(),
    k: z.number().int().min(1).max(28),
    sha256: sha256Schema,
    /** The four words of -[s]G2 as they stand in the verifier: the fingerprint by which a ceremony is recognised. */
    negG2: z.tuple([bytes32Schema, bytes32Schema, bytes32Schema, bytes32Schema]),
  })
  .strict()
  .refine(({ kind, ceremony }) => (kind === "ceremony") === (ceremony !== undefined), {
    path: ["ceremony"],
    message: "a ceremony has a name, and a dev SRS has none",
  });

const lengthSchema = z
  .number()
  .int()
  .positive()
  .max(2 ** 40);

const holdoutSchema = z
  .object({ samples: z.number().int().positive(), maxAbsError: z.number().nonnegative() })
  .strict();

/** `model.lock.json`: what one build was made from and what it made. Written last, so that a half-done build has none. */
export const manifestSchema = z
  .object({
    schemaVersion: z.literal(1),
    model: z.string().min(1),
    /** What contracts pin: see `modelDigest`. */
    modelDigest: bytes32Schema,
    engine: z.string().min(1),
    /** Of the model's own ONNX file, without the context pass-through. */
    onnxSha256: sha256Schema,
    /** Of the file that it is a rewrite of, where the tuner chose one. */
    sourceSha256: sha256Schema.optional(),
    /** Of the canonical form: see `canonicalSettings`. */
    settingsSha256: sha256Schema,
    circuitSha256: sha256Schema,
    vkSha256: sha256Schema,
    /** With `pkBytes`, what a shared store is asked for, and no byte more of it is read; older manifests have neither. */
    vkBytes: lengthSchema.optional(),
    /** Of the proving key, which is the same to the byte wherever it is made: one from elsewhere is checked against this. */
    pkSha256: sha256Schema.optional(),
    pkBytes: lengthSchema.optional(),
    /** Of the hardened verifier source. */
    verifierSha256: sha256Schema,
    /** Of the generated Solidity statement library. */
    statementSha256: sha256Schema,
    srs: srsSchema,
    solc: z.string().min(1).optional(),
    /** The compiler's settings without what only selects its output: together with the version, what the runtime code follows from. */
    solcSettings: z.record(z.unknown()).optional(),
    context: z.boolean(),
    inputVisibility: z.enum(["private", "public", "hashed"]),
    instances: z.number().int().nonnegative(),
    contextOffset: z.number().int().nonnegative().nullable(),
    holdout: holdoutSchema.nullable(),
  })
  .strict()
  .superRefine((manifest, context) => {
    if (manifest.context === (manifest.contextOffset !== null)) return;
    context.addIssue({
      code: z.ZodIssueCode.custom,
      path: ["contextOffset"],
      message: `disagrees with context: ${manifest.context}`,
    });
  });

export type Manifest = z.infer<typeof manifestSchema>;

/** @throws ArtifactMalformedError, ArtifactInvalidError */
export function parseManifest(text: string, where: string): Manifest {
  return parseArtifact(manifestSchema, "manifest", text, where);
}
