import { VerifierNameError, VerifierShapeError } from "../errors/verifier.ts";
import { matchAnchor, readNumber } from "./anchor.ts";
import { PROOF_START, readVerifierFacts, type VerifierFacts } from "./facts.ts";
import { type Program, readProgram } from "./symbolic/program.ts";

export interface HardenOptions {
  /** Model the verifier belongs to, for the header. */
  model: string;
  /** Exact version of the engine that wrote the source, for the header. */
  engineVersion: string;
  /** Name of the contract, PascalCase. */
  contractName: string;
  /** Label of the source in errors, for example its path. */
  where?: string;
}

/** A verifier as the engine wrote it, and what it says of itself. */
export interface EngineSource {
  /** With `\n` at the ends of lines. */
  source: string;
  facts: VerifierFacts;
  program: Program;
}

/**
 * Reads the engine's verifier source: one contract of the known shape, whose addresses are those of the layout that the guard enforces.
 * @throws VerifierShapeError when any expected line is missing, repeated or different
 * @throws VerifierNameError when the contract name is not a PascalCase identifier
 */
export function readEngineSource(engineSource: string, { contractName, where }: HardenOptions): EngineSource {
  if (!/^[A-Z][A-Za-z0-9]{0,79}$/.test(contractName)) throw new VerifierNameError(contractName);
  const source = engineSource.replaceAll("\r\n", "\n");
  const facts = readVerifierFacts(source, where);
  requireFixedLayout(source, facts, where);
  const program = readProgram(source, where);
  if (program.form !== "engine" || program.name !== "Halo2Verifier")
    throw new VerifierShapeError("the contract", `${program.name}, not the engine's`, where);
  return { source, facts, program };
}

/** The addresses that the engine reads must be those of the layout that the guard enforces. */
function requireFixedLayout(source: string, facts: VerifierFacts, where: string | undefined): void {
  const lastWord = readNumber(
    source,
    /^ *mstore\(PAIRING_RHS_Y_MPTR, calldataload\((0x[0-9a-f]+)\)\)$/,
    "the last word of the proof",
    1,
    where,
  );
  const expected = PROOF_START + facts.proofLength - 0x20;
  if (lastWord !== expected) {
    throw new VerifierShapeError(
      "the last word of the proof",
      `read at ${lastWord} instead of ${expected}`,
      where,
    );
  }
  // One contract, one function, one assembly block: nothing else that a caller could enter.
  matchAnchor(source, /\bcontract\b(?=[^\n]*\{)/, "a single contract", 1, where);
  matchAnchor(source, /\bassembly\b/, "a single assembly block", 1, where);
  const entries = [...source.matchAll(/\b(?:public|external|fallback|receive|constructor)\b/g)];
  if (entries.length !== 1)
    throw new VerifierShapeError("a single entry point", `found ${entries.length}`, where);
}
