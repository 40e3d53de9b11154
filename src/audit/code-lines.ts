import { hexToBytes } from "@noble/hashes/utils";

import type { PrecompileFault } from "../precompiles/judge.ts";
import { outsideInstructions, type OutsideInstruction } from "../verifier/self-contained.ts";
import type { G2Words } from "../verifier/facts.ts";

import { standsOn, unsafeOn } from "./ceremony.ts";
import { fail, pass, skipped, type AuditCode, type AuditLine } from "./line.ts";
import { indirectionOf, type ProxySlot } from "./proxy.ts";
import { codeHash, compareCode, holdsWord, ownerOf, solcOf } from "./runtime-code.ts";
import type { Found } from "./subject.ts";

/** Whether the chain can verify a proof at all. @param fault the first precompile that is missing or wrong */
export function precompilesLine(fault: PrecompileFault | undefined): AuditLine {
  if (fault === undefined)
    return pass("precompiles", "MODEXP, ECADD, ECMUL and ECPAIRING answer what only working ones do");
  const { name, address, why } = fault;
  return fail(
    "precompiles",
    "EZKL_AUDIT_PRECOMPILES",
    `the chain cannot verify proofs, whatever the contract is: its precompile ${name} (${address}) ${why}`,
  );
}

/** DELEGATECALL and CALLCODE run other code in a contract's own name. */
const FORWARDING = new Set([0xf2, 0xf4]);

/** Whether the contract at the address is code that speaks for itself. */
export function contractLine(code: string, slots: Readonly<Record<ProxySlot, string>>): AuditLine {
  const found = indirectionOf(code, slots);
  switch (found.kind) {
    case "no-code":
      return fail(
        "contract",
        "EZKL_AUDIT_NO_CODE",
        "there is no contract at the address, only an account or nothing",
      );
    case "delegated":
      return fail(
        "contract",
        "EZKL_AUDIT_DELEGATED_ACCOUNT",
        `an account that delegates to ${found.to} (EIP-7702) and can delegate elsewhere tomorrow`,
      );
    case "proxy":
      return proxyLine(`a proxy (${found.how})`, found.to);
    case "none":
      break;
  }
  const outside = [...outsideInstructions(hexToBytes(code.slice(2)))];
  const forwarding = outside.find(({ opcode }) => FORWARDING.has(opcode));
  if (forwarding !== undefined)
    return proxyLine(`code that hands calls on (instruction ${nameOf(forwarding)})`, undefined);
  const [first] = outside;
  if (first === undefined)
    return pass("contract", "a plain contract: it calls no code but precompiles and reads no storage");
  const detail = `the code reaches beyond itself: instruction ${nameOf(first)}; no consumer would pin it`;
  return fail("contract", "EZKL_AUDIT_NOT_SELF_CONTAINED", detail);
}

function nameOf({ opcode, position }: OutsideInstruction): string {
  return `0x${opcode.toString(16)} at byte ${position}`;
}

function proxyLine(what: string, to: string | undefined): AuditLine {
  const where = to === undefined ? "" : `, now to ${to}`;
  return fail(
    "contract",
    "EZKL_AUDIT_PROXY",
    `${what} stands in front${where}: whoever owns it can change the verifier`,
  );
}

/**
 * The code on chain against what the rebuilt source compiles to.
 * @param others verifier sources of the project's other models, by the model's name: what stands there instead may be one of them
 */
export function runtimeLine(
  code: string,
  rebuilt: Found<string>,
  negG2: G2Words | undefined,
  others: Readonly<Record<string, string>>,
): AuditLine {
  if ("why" in rebuilt) return skipped("runtime-code", rebuilt.why);
  const compared = { expected: codeHash(rebuilt.value), found: codeHash(code) };
  const failed = (problem: AuditCode, detail: string): AuditLine => {
    const owner = problem === "EZKL_AUDIT_OTHER_COMPILER" ? undefined : ownerOf(code, others);
    const whose = owner === undefined ? "" : `: it holds the verifying key of ${owner}`;
    return fail("runtime-code", problem, `${detail}${whose}`, compared);
  };
  const verdict = compareCode(code, rebuilt.value, negG2 ?? NO_WORDS);
  switch (verdict) {
    case "same":
      return pass(
        "runtime-code",
        `byte for byte what the rebuilt source compiles to; code hash ${compared.found}`,
      );
    case "same-but-metadata":
      return pass(
        "runtime-code",
        `the instructions are those of the rebuilt source; only the compiler's metadata hash after them differs; code hash ${compared.found}`,
      );
    case "other-compiler":
      return failed(
        "EZKL_AUDIT_OTHER_COMPILER",
        `the same verifying key in other code: compiled from another source or with another solc or settings${versions(code, rebuilt.value)}`,
      );
    case "other-srs":
      return failed("EZKL_AUDIT_OTHER_SRS", "a verifier that stands on another SRS");
    case "other-key":
      return failed(
        "EZKL_AUDIT_OTHER_KEY",
        "a verifier on the same SRS with another verifying key: other weights, other settings or another model",
      );
    case "other-code":
      return failed("EZKL_AUDIT_OTHER_CODE", "not the model's verifier, nor one like it");
  }
}

const NO_WORDS: G2Words = ["0x", "0x", "0x", "0x"];

function versions(onChain: string, rebuilt: string): string {
  const [found, expected] = [solcOf(onChain), solcOf(rebuilt)];
  return found === undefined || found === expected ? "" : ` (solc ${found} instead of ${expected})`;
}

/** Which SRS the code on chain stands on, and whether that is good enough for the chain. */
export function chainSrsLine(
  code: string,
  rebuilt: Found<{ code: string; negG2: G2Words }>,
  chainId: bigint,
): AuditLine {
  if ("why" in rebuilt) return skipped("chain-srs", rebuilt.why);
  const { negG2 } = rebuilt.value;
  const holds = (where: string): boolean => negG2.every((word) => holdsWord(where, word));
  // A key that is data stands in other accounts; the code hash of what loads it fixes it.
  const inCode = holds(rebuilt.value.code);
  if (inCode && !holds(code)) {
    const detail = "the code does not hold the -[s]G2 of the SRS that it should stand on";
    return fail("chain-srs", "EZKL_AUDIT_OTHER_SRS", detail, { expected: negG2.join(" ") });
  }
  if (unsafeOn(negG2, chainId)) {
    const detail = `chain ${chainId} is not a local one, and the verifier stands on ${standsOn(negG2)}`;
    return fail("chain-srs", "EZKL_AUDIT_DEV_SRS", detail);
  }
  return inCode
    ? pass("chain-srs", `the code holds the SRS's -[s]G2: ${standsOn(negG2)}`)
    : skipped(
        "chain-srs",
        "this kind of verifier has its key outside of its code; the runtime code's line speaks for it",
      );
}
