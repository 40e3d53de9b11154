import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";

import { VerifierShapeError } from "../../errors/verifier.ts";
import type { EngineSource } from "../engine-source.ts";
import { readProgram } from "../symbolic/program.ts";
import { requireEqual } from "./equal.ts";

/**
 * Proves that a contract which this package wrote behaves as the engine's. The whole text that the compiler is given is read again from its characters: nothing that
 * was known when it was written is used.
 * @param source what is compiled
 * @throws VerifierShapeError
 */
export function requireWritten(
  engine: EngineSource,
  source: string,
  options: { contractName: string; checksBeforePoints: boolean; where?: string | undefined },
): void {
  const { contractName, checksBeforePoints, where } = options;
  const written = readProgram(source, where);
  if (written.name !== contractName) throw new VerifierShapeError("the contract's name", written.name, where);
  const seed = bytesToHex(sha256(utf8ToBytes(engine.source + source)));
  requireEqual(engine.program, written, engine.facts, { seed, checksBeforePoints, where });
}
