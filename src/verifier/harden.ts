import { matchAnchor } from "./anchor.ts";
import { checkAnswers } from "./answers.ts";
import { type HardenOptions, readEngineSource } from "./engine-source.ts";
import type { VerifierFacts } from "./facts.ts";
import { guardLines } from "./guard.ts";
import { headerLines } from "./header.ts";
import { requireWritten } from "./proof/written.ts";

export interface HardenedVerifier {
  source: string;
  facts: VerifierFacts;
}

const LICENCE_LINE = /^\/\/ SPDX-License-Identifier: MIT$/;
const PRAGMA_LINE = /^pragma solidity \^0\.8\.0;$/;
const CONTRACT_LINE = /^contract Halo2Verifier \{$/;
const FUNCTION_HEAD =
  /^ {4}function verifyProof\(\n {8}bytes calldata proof,\n {8}uint256\[\] calldata instances\n {4}\) public returns \(bool\) \{\n {8}assembly \{$/;

/**
 * Turns the engine's verifier source into the one that is compiled and deployed: a header, the model's own contract name, an external view
 * function, the guard against non-canonical call data as the first thing that runs, and a look at each precompile's answer. Pure; the same input gives the same
 * bytes. Before it is returned, the contract is proved to behave as the engine's (see `requireEqual`).
 *
 * @throws VerifierShapeError when any expected line is missing, repeated or different, or the proof fails: an unguarded verifier is never returned
 * @throws VerifierNameError when the contract name is not a PascalCase identifier
 * @example hardenVerifier(text, { model: "scorer", engineVersion: "21.0.0", contractName: "ScorerVerifier" }).source
 */
export function hardenVerifier(engineSource: string, options: HardenOptions): HardenedVerifier {
  const { where } = options;
  const engine = readEngineSource(engineSource, options);
  const { facts } = engine;
  const guard = guardLines(facts.proofLength, facts.instanceCount);
  const head = [
    "    /// @dev The call data is not laid out as the ABI encoder lays it out.",
    "    error EzklNonCanonicalCalldata();",
    "",
    "    /// @notice Reverts unless `proof` proves the statement that `instances` make.",
    `    /// @param proof ${facts.proofLength} bytes`,
    `    /// @param instances ${facts.instanceCount} elements of the BN254 scalar field`,
    "    function verifyProof(bytes calldata proof, uint256[] calldata instances) external view returns (bool) {",
    "        assembly {",
    ...guard.map((line) => `            ${line}`),
    "",
  ].join("\n");

  let out = checkAnswers(engine.source, where);
  out = swap(out, LICENCE_LINE, headerLines(options).join("\n"), "the licence line", where);
  out = swap(out, PRAGMA_LINE, "pragma solidity ^0.8.28;", "the pragma", where);
  out = swap(out, CONTRACT_LINE, `contract ${options.contractName} {`, "the contract's name", where);
  out = swap(out, FUNCTION_HEAD, head, "the head of verifyProof", where);
  const source = out.replace(/ +$/gm, "");
  requireWritten(engine, source, { contractName: options.contractName, checksBeforePoints: false, where });
  return { source, facts };
}

function swap(
  source: string,
  pattern: RegExp,
  replacement: string,
  what: string,
  where: string | undefined,
): string {
  const match = matchAnchor(source, pattern, what, 1, where);
  return source.slice(0, match.index) + replacement + source.slice(match.index + match[0].length);
}
