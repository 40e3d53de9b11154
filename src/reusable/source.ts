import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";

import { ReusableVerifierError } from "../errors/reusable.ts";
import { checkAnswers } from "../verifier/answers.ts";

/** The one release whose reusable verifier is right, and the hash of the source that it writes for every circuit. */
export const REUSABLE_ENGINE = "23.0.5";
const SOURCE_SHA256 = "b426d5f31e2f9d327baac7d9415dd135df06a6d2628f971ae7446c4bffbcd80f";

const CONSTANTS = /^ {4}uint256 internal constant +\w+ = [^\n]*$/gm;
/** The assembly of the engine's `_verifyProof`, from its first function to where it says that all is well. */
const CHECKS =
  /\) internal returns \(bool result\) \{\n {8}assembly \{\n([\s\S]*?)\n {12}result := success\n {8}\}\n {4}\}\n\}\s*$/;

export interface ReusableCode {
  /** Solidity constants that the checks name. */
  constants: string[];
  /** Yul lines that check a proof against the artifact in memory and look at each precompile's answer, ending with `success` on the stack; they revert on a bad proof. */
  checks: string[];
}

/**
 * What the engine's reusable verifier checks, taken out of the source it wrote: without the register of artifacts, which anybody may write to, and
 * without the rescaled instances, its third return value, whose encoding is not valid ABI.
 * @throws ReusableVerifierError for any source but the one that was reviewed
 */
export function readReusableCode(engineSource: string, where?: string): ReusableCode {
  const source = engineSource.replaceAll("\r\n", "\n");
  const found = bytesToHex(sha256(utf8ToBytes(source)));
  const checks = CHECKS.exec(source)?.[1];
  if (found !== SOURCE_SHA256 || checks === undefined)
    throw new ReusableVerifierError("its source is another than the reviewed one", `sha-256 ${found}`, where);
  return {
    constants: [...source.matchAll(CONSTANTS)].map(([line]) => line),
    checks: checkAnswers(checks, where).split("\n"),
  };
}
