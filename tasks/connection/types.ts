import type { Fixed } from "../../src/field/fixed.ts";
import type { InputData } from "../../src/pipeline/input.ts";
import type { StatementLayout } from "../../src/statement/layout.ts";
import type { Manifest } from "../../src/artifacts/manifest.ts";
import type { ProofFile } from "../../src/artifacts/proof-file.ts";
import type { StatementValue } from "../../src/statement/decode.ts";

declare global {
  /** Statement types by model name; the build's generated index adds the project's own. */
  interface EzklStatements {}
}

/** The statement type of a model: generated when the name is known, else a record of decoded tensors. */
export type StatementOf<Name extends string> = Name extends keyof EzklStatements
  ? EzklStatements[Name]
  : Record<string, StatementValue>;

export type { Fixed };

/** What a proof is for. Chain id and model digest come from the connection and the model. */
export interface ProofFor {
  /** Address of the contract that will accept the proof, or the contract. */
  consumer: string | { getAddress(): Promise<string> };
  /** Address the contract pays or credits, or its signer. */
  account: string | { getAddress(): Promise<string> };
  /** The consumer's round, epoch or nonce: an integer, 32 bytes of hex, or a text that is hashed. */
  scope: bigint | number | string;
}

export interface Proof<Statement> {
  /** The two arguments of every contract function that takes a proof: bytes, uint256[]. */
  args: [proof: string, instances: bigint[]];
  proof: string;
  instances: bigint[];
  statement: Statement;
  /** 0x and 32 bytes: what the consumer computes; null for a model without context. */
  contextHash: string | null;
  /** What `ezkl prove` writes to a file. */
  toFile(): ProofFile;
}

export interface ProveOptions {
  context?: ProofFor;
  /** "native" (default) or "wasm" (engine 21.0.0 only). */
  engine?: "native" | "wasm";
}

export interface EzklModel<Name extends string = string> {
  readonly name: string;
  readonly manifest: Manifest;
  readonly layout: StatementLayout;
  /** The arguments a consumer's constructor pins: what the deployed verifier must be. */
  verifierPin(): Promise<{
    codeHash: string;
    modelDigest: string;
    instances: number;
    contextOffset: number | null;
  }>;
  /** Proves; `input` is one flat list a tensor, or the parsed content of an input file. */
  prove(
    input: InputData | { input_data: InputData },
    options?: ProveOptions,
  ): Promise<Proof<StatementOf<Name>>>;
  /** The engine's verdict. */
  verify(proof: { proof: string; instances: readonly bigint[] }): Promise<boolean>;
  decode(instances: readonly bigint[]): StatementOf<Name>;
}

/** `connection.ezkl` */
export interface EzklConnection {
  /** A built model. @throws UnknownModelError, NotBuiltError */
  model<const Name extends string>(name: Name): Promise<EzklModel<Name>>;
}
