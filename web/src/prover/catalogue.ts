import { z } from "zod";

import { manifestSchema } from "../../../src/artifacts/manifest.ts";
import { sha256Schema } from "../../../src/artifacts/scalars.ts";
import { settingsSchema } from "../../../src/artifacts/settings.ts";

/** A file that is sent beside the page, named by its content. */
const partSchema = z.object({ sha256: sha256Schema, bytes: z.number().int().positive() }).strict();

const valueSchema = z
  .object({
    name: z.string(),
    elementType: z.string(),
    shape: z.array(z.union([z.number(), z.string()])).nullable(),
  })
  .strict();

/** A model that this page can prove: what it is, and the files that proving takes. */
const circuitSchema = z
  .object({
    manifest: manifestSchema,
    settings: settingsSchema,
    /** Of the ONNX that the engine read, context included. */
    signature: z
      .object({
        irVersion: z.number(),
        opset: z.number(),
        nodeCount: z.number(),
        opTypes: z.array(z.string()),
        inputs: z.array(valueSchema),
        outputs: z.array(valueSchema),
      })
      .strict(),
    parts: z
      .object({
        circuit: partSchema,
        vk: partSchema,
        srs: partSchema,
        /** Of a key that is too large to be sent, size and content are known, and the page makes it. */
        pk: partSchema.extend({ sent: z.boolean() }).strict(),
      })
      .strict(),
  })
  .strict();

/** Why a model cannot be proved by this page. */
const missingSchema = z.object({ missing: z.string(), remedy: z.string() }).strict();

/** By model name. */
export const catalogueSchema = z.record(z.union([circuitSchema, missingSchema]));

export type Catalogue = z.infer<typeof catalogueSchema>;
export type Circuit = z.infer<typeof circuitSchema>;
export type Part = z.infer<typeof partSchema>;

/** Folder of the files beside the page. */
export const PARTS_FOLDER = "circuits";

/** Address of a file, relative to the page. */
export function partPath({ sha256 }: Part): string {
  return `${PARTS_FOLDER}/${sha256}.bin`;
}
