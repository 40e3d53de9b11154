import type { ProofFile } from "../../src/artifacts/proof-file.ts";
import { feltToBe } from "../../src/field/felt.ts";
import { fixedToString } from "../../src/field/fixed.ts";
import type { ProofResult } from "../../src/pipeline/prove.ts";
import { decodeStatement, type StatementValue } from "../../src/statement/decode.ts";

/** The content of a proof file for a proof. */
export function proofFileOf({ proof, instances, context, built }: ProofResult): ProofFile {
  const { model, manifest, layout } = built;
  return {
    schemaVersion: 1,
    model: model.name,
    modelDigest: manifest.modelDigest,
    engine: manifest.engine,
    context,
    proof,
    instances: instances.map((felt, index) => feltToBe(felt, `instances[${index}]`)),
    statement: printableStatement(decodeStatement(layout, instances)),
  };
}

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
