import { z } from "zod";

import { FeltInvalidError } from "../errors/field.ts";
import type { FeltBe, FeltLe } from "../field/felt.ts";
import { parseFeltBe, parseFeltLe } from "../field/felt.ts";

/** An instance or witness value as the engine writes it; canonical (below r) or refused. */
export const feltLeSchema = z
  .string()
  .transform((text, context): FeltLe => read(() => parseFeltLe(text), context));

/** A value of `pretty_public_inputs`; canonical or refused. */
export const feltBeSchema = z
  .string()
  .transform((text, context): FeltBe => read(() => parseFeltBe(text), context));

/** Lower-case sha-256, no prefix. */
export const sha256Schema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, "expected a sha-256 as 64 lower-case hex digits");

/** 0x and 32 bytes, lower case. */
export const bytes32Schema = z.string().regex(/^0x[0-9a-f]{64}$/, "expected 0x and 64 lower-case hex digits");

/** A tensor's dimensions, outermost first; [] is a scalar. */
export const shapeSchema = z.array(z.number().int().nonnegative());

/** Milliseconds since 1970. */
export const timestampSchema = z.number().int().nonnegative();

function read<T>(parse: () => T, context: z.RefinementCtx): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof FeltInvalidError)) throw error;
    context.addIssue({ code: z.ZodIssueCode.custom, message: error.what });
    return z.NEVER;
  }
}
