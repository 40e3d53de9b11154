import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";

import { hardenVerifier, headerLines, type HardenedVerifier, type HardenOptions } from "../harden.ts";
import { readCircuit } from "./circuit/read.ts";
import { renderContract } from "./emit/contract.ts";
import { requireEqual } from "./proof/equal.ts";
import { readProgram } from "./symbolic/program.ts";

/**
 * Turns the engine's verifier source into a cheaper contract that makes the very same checks, for one verifying key. Pure; the same input gives the same bytes.
 *
 * Nothing is trusted to have been read or written correctly: before it is returned, the contract is proved to behave as the engine's (see `requireEqual`).
 * @throws VerifierShapeError when the engine's source is not of the known form, or the proof fails
 * @throws VerifierNameError when the contract name is not a PascalCase identifier
 */
export function specialiseVerifier(engineSource: string, options: HardenOptions): HardenedVerifier {
  const { where } = options;
  const { facts } = hardenVerifier(engineSource, options);
  const engine = engineSource.replaceAll("\r\n", "\n");
  const program = readProgram(engine, facts, where);
  const source = renderContract(readCircuit(program, engine, facts, where), options, headerLines(options));
  requireEqual(
    program,
    readProgram(source, facts, where),
    facts,
    bytesToHex(sha256(utf8ToBytes(engine + source))),
    where,
  );
  return { source, facts };
}
