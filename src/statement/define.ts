import { decodeStatement } from "./decode.ts";
import type { StatementLayout } from "./tensor.ts";

/** A model's statement as generated code exports it. */
export interface StatementCodec<T> {
  readonly layout: StatementLayout;
  /** What the contract pins (0x and 32 bytes), when the generator was told. */
  readonly modelDigest: string | undefined;
  /** See `decodeStatement` for the errors. */
  decode(instances: readonly bigint[]): T;
}

/**
 * Ties a layout to the interface that was generated from it.
 * @typeParam T the generated interface: its members are the layout's tensors (that is what the generator guarantees)
 */
export function defineStatement<T>(layout: StatementLayout, modelDigest?: string): StatementCodec<T> {
  return { layout, modelDigest, decode: (instances) => decodeStatement(layout, instances) as T };
}
