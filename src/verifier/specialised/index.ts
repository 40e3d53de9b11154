import { type HardenOptions, readEngineSource } from "../engine-source.ts";
import type { HardenedVerifier } from "../harden.ts";
import { headerLines } from "../header.ts";
import { requireWritten } from "../proof/written.ts";
import { readCircuit } from "./circuit/read.ts";
import { renderContract } from "./emit/contract.ts";

/**
 * Turns the engine's verifier source into a cheaper contract that makes the very same checks, for one verifying key. Pure; the same input gives the same bytes.
 *
 * Nothing is trusted to have been read or written correctly: before it is returned, the contract is proved to behave as the engine's (see `requireEqual`).
 * @throws VerifierShapeError when the engine's source is not of the known form, or the proof fails
 * @throws VerifierNameError when the contract name is not a PascalCase identifier
 */
export function specialiseVerifier(engineSource: string, options: HardenOptions): HardenedVerifier {
  const { contractName, where } = options;
  const engine = readEngineSource(engineSource, options);
  const { facts } = engine;
  const circuit = readCircuit(engine.program, engine.source, facts, where);
  const source = renderContract(circuit, options, headerLines(options));
  requireWritten(engine, source, { contractName, checksBeforePoints: true, where });
  return { source, facts };
}
