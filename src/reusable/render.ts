import { bytesToHex } from "@noble/hashes/utils";

import { ReusableVerifierError } from "../errors/reusable.ts";
import type { VerifierFacts } from "../verifier/facts.ts";
import { guardLines } from "../verifier/guard.ts";
import { type HardenOptions, readEngineSource } from "../verifier/engine-source.ts";
import type { HardenedVerifier } from "../verifier/harden.ts";
import { headerLines } from "../verifier/header.ts";

import { readReusableCode } from "./source.ts";
import { loadLines, storeLines } from "./storage.ts";
import { readVka, VKA_PROOF_START, VKA_START, type Vka } from "./vka.ts";

/** First four bytes of keccak256("EzklVerifyingKeyMissing()"); a test compares it with the compiler's own. */
export const KEY_MISSING_SELECTOR = "0x0904aab9";

export interface ReusableRequest extends HardenOptions {
  /** The circuit's own verifier as the engine wrote it: what the artifact is compared with. */
  ownSource: string;
  /** The engine's reusable verifier. */
  reusableSource: string;
  /** The file of the verifying-key artifact. */
  vka: Uint8Array;
}

const hex = (value: number): string => `0x${value.toString(16).padStart(4, "0")}`;
const indent = (lines: readonly string[], by: number): string[] =>
  lines.map((line) => (line === "" ? "" : " ".repeat(by) + line));

/**
 * A verifier for a circuit whose own is larger than a chain stores: the checks of the engine's reusable verifier, and the circuit's artifact as the code of
 * accounts that the constructor creates. Same interface, guard and errors as the other generated verifiers.
 *
 * The checks are in the contract, not in one that it calls: its code hash then says which checks are made, it is as self-contained as any other verifier
 * (`EzklVerifierPin` sweeps it), and there is no answer of another contract to be decoded. What is read from elsewhere, the artifact, is hashed and compared with
 * a constant in every call.
 *
 * @throws VerifierShapeError, VerifierNameError as `readEngineSource`; ReusableVerifierError when the artifact is not that of the circuit's own verifier
 */
export function renderReusable(request: ReusableRequest): HardenedVerifier {
  const { where } = request;
  const own = readEngineSource(request.ownSource, request);
  const vka = readVka(request.vka, where);
  requireSameKey(own.facts, request.ownSource, vka, where);
  const { constants, checks } = readReusableCode(request.reusableSource, where);
  const source = [
    ...headerLines(request),
    "pragma solidity ^0.8.28;",
    "",
    "/// @dev The verifying-key artifact is stored as code of accounts that the constructor creates, and hashed in every call.",
    `contract ${request.contractName} {`,
    ...constants,
    "",
    "    /// @dev The call data is not laid out as the ABI encoder lays it out.",
    "    error EzklNonCanonicalCalldata();",
    "    /// @dev The accounts beside this one do not hold the verifying-key artifact.",
    "    error EzklVerifyingKeyMissing();",
    "",
    "    constructor() {",
    "        bytes memory vka =",
    ...indent(literalLines(vka.bytes), 12),
    "        assembly {",
    "            let at",
    "            let before",
    "            let stored",
    ...indent(storeLines("vka", vka.bytes.length), 12),
    "        }",
    "    }",
    "",
    "    /// @notice Reverts unless `proof` proves the statement that `instances` make.",
    `    /// @param proof ${vka.proofLength} bytes`,
    `    /// @param instances ${vka.instanceCount} elements of the BN254 scalar field`,
    "    function verifyProof(bytes calldata proof, uint256[] calldata instances) external view returns (bool accepted) {",
    "        assembly {",
    ...indent([...guardLines(vka.proofLength, vka.instanceCount), "", ...keyLines(vka), ""], 12),
    ...inOwnLayout(checks, vka),
    "            accepted := success",
    "        }",
    "    }",
    "}",
    "",
  ];
  return { source: source.join("\n").replace(/[ \t]+$/gm, ""), facts: own.facts };
}

/** Brings the artifact to where the checks expect it, and moves the end of used memory behind it. */
function keyLines({ bytes, digest }: Vka): string[] {
  return [
    "// The verifying-key artifact, from the accounts that the constructor created, the first one first.",
    ...loadLines(VKA_START, bytes.length),
    `if iszero(eq(keccak256(${hex(VKA_START)}, ${hex(bytes.length)}), ${digest})) {`,
    `    mstore(0x00, ${KEY_MISSING_SELECTOR}) // EzklVerifyingKeyMissing()`,
    "    revert(0x1c, 0x04)",
    "}",
    `mstore(0x40, ${hex(VKA_START + bytes.length)})`,
  ];
}

/**
 * The checks name places in the call data of the engine's call, which has a third argument and so one head more. They keep their names: every read goes
 * one head lower, and the two arguments are where the guard has found them.
 */
function inOwnLayout(checks: readonly string[], { proofLength }: Vka): string[] {
  return checks.map((line) =>
    oneHeadLower(line)
      .replaceAll("proof.offset", hex(VKA_PROOF_START))
      .replaceAll("instances.offset", hex(VKA_PROOF_START + proofLength + 0x20)),
  );
}

/** Subtracts a head from the argument of each calldataload, after the argument is computed: the checks use the stack to its depth. */
function oneHeadLower(line: string): string {
  const call = "calldataload(";
  const start = line.indexOf(call);
  if (start === -1) return line;
  const argument = start + call.length;
  let end = argument;
  for (let depth = 1; depth > 0; end++) depth += Number(line[end] === "(") - Number(line[end] === ")");
  const inner = oneHeadLower(line.slice(argument, end - 1));
  return `${line.slice(0, start)}${call}add(not(0x1f), ${inner}))${oneHeadLower(line.slice(end))}`;
}

/** Solidity joins literals that follow each other. */
function literalLines(bytes: Uint8Array): string[] {
  const text = bytesToHex(bytes);
  const lines = text.match(/.{1,128}/g) ?? [];
  return lines.map((line, index) => `hex"${line}"${index === lines.length - 1 ? ";" : ""}`);
}

/** The artifact must be of the key that the circuit's own verifier was made for: the same sizes, the same SRS, the same commitments. */
function requireSameKey(facts: VerifierFacts, ownSource: string, vka: Vka, where: string | undefined): void {
  const commitments = labelled(ownSource, "(?:fixed|permutation)_comms\\[\\d+\\]\\.[xy]");
  const pairs: Record<string, readonly [unknown, unknown]> = {
    "the proof's length": [facts.proofLength, vka.proofLength],
    "the number of instances": [facts.instanceCount, vka.instanceCount],
    k: [facts.k, vka.k],
    "the SRS": [facts.negSG2.join(), vka.negSG2.join()],
    "the verifying key": [labelled(ownSource, "vk_digest")[0], vka.keyHash],
    "the commitments": [commitments.join(), vka.commitmentsAndMore.slice(0, commitments.length).join()],
  };
  for (const [what, [expected, found]] of Object.entries(pairs)) {
    if (expected !== found)
      throw new ReusableVerifierError(`${what} of the artifact`, "another than the circuit's", where);
  }
}

/** The words that the engine labels so, in the order of the source. */
function labelled(ownSource: string, label: string): string[] {
  const line = new RegExp(`^ *mstore\\(0x[0-9a-f]+, (0x[0-9a-f]{64})\\) // ${label}\\r?$`, "gm");
  return [...ownSource.matchAll(line)].map((match) => match[1] ?? "");
}
