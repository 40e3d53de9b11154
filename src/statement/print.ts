import { fixedToString } from "../field/fixed.ts";

import type { StatementValue } from "./decode.ts";

/** Exact decimal texts, for people. */
export function printableStatement(
  statement: Record<string, StatementValue>,
): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(statement).map(([name, value]) => [
      name,
      typeof value === "bigint"
        ? `0x${value.toString(16)}`
        : "raw" in value
          ? fixedToString(value)
          : value.map(fixedToString),
    ]),
  );
}
