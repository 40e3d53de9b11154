import type { Manifest } from "../../src/artifacts/manifest.ts";
import type { ProofContext, ProofFile } from "../../src/artifacts/proof-file.ts";
import { feltToBe } from "../../src/field/felt.ts";
import { decodeStatement } from "../../src/statement/decode.ts";
import type { StatementLayout } from "../../src/statement/layout.ts";
import { printableStatement } from "../../src/statement/print.ts";

/** A proof with what it is of. */
interface ProofOfModel {
  readonly proof: `0x${string}`;
  readonly instances: readonly bigint[];
  readonly context: ProofContext | null;
  readonly built: {
    readonly model: { readonly name: string };
    readonly manifest: Manifest;
    readonly layout: StatementLayout;
  };
}

/** The content of a proof file for a proof. */
export function proofFileOf({ proof, instances, context, built }: ProofOfModel): ProofFile {
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
