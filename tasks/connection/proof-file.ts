import type { ProofFile } from "../../src/artifacts/proof-file.ts";
import { feltToBe } from "../../src/field/felt.ts";
import type { ProofResult } from "../../src/pipeline/prove.ts";
import { decodeStatement } from "../../src/statement/decode.ts";
import { printableStatement } from "../../src/statement/print.ts";

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
