import { child, text, type Node } from "../node.ts";
import { argumentsOf, originsOf } from "../origin.ts";
import type { Program } from "../program.ts";

import type { Report } from "../report.ts";
import { isProbe } from "./unverified.ts";

const CHECKS = new Set(["_checkProof", "_consumeProof"]);
const [ACCOUNT, SCOPE] = [2, 3];

/** Proofs that are good for somebody else, somewhere else, or again. */
export function context(program: Program, report: Report): void {
  for (const call of program.calls) {
    if (program.isVerification(call) && !isProbe(call)) direct(program, call, report);
    const callee = program.calleeOf(call);
    if (callee !== undefined && isBaseCheck(program, callee) && !isForwarding(program, call))
      purpose(program, call, callee, report);
  }
}

function direct(program: Program, call: Node, report: Report): void {
  const fn = program.functionOf(call);
  const binds = (inner: Node): boolean => program.nameOf(program.calleeOf(inner)) === "requireLimbs";
  if (fn !== undefined && !program.reaches(fn, binds))
    report(
      "EZKL_LINT_CONTEXT",
      call,
      "verifyProof is called, and nothing compares the context that the proof carries",
    );
}

function isBaseCheck(program: Program, fn: Node): boolean {
  const contract = program.around(program.originalOf(fn), "ContractDefinition");
  return program.nameOf(contract) === "EzklConsumerBase" && CHECKS.has(program.nameOf(fn));
}

/** The base's own call from one form to the other: its callers are looked at instead. */
function isForwarding(program: Program, call: Node): boolean {
  const fn = program.functionOf(call);
  return fn !== undefined && isBaseCheck(program, fn);
}

function purpose(program: Program, call: Node, callee: Node, report: Report): void {
  const given = argumentsOf(program, call, callee);
  for (const origin of originsOf(program, given[ACCOUNT])) {
    if (origin.kind === "parameter") {
      const who = `parameter ${program.nameOf(origin.variable)}`;
      return report("EZKL_LINT_CONTEXT", call, `the account is ${who}, not whoever calls`);
    }
    if (origin.kind === "constant" || origin.kind === "storage")
      return report("EZKL_LINT_CONTEXT", call, `the account is fixed (${origin.kind}), not whoever calls`);
  }
  const scopes = originsOf(program, given[SCOPE]);
  if (scopes.length > 0 && scopes.every(({ kind }) => kind === "constant"))
    report("EZKL_LINT_CONTEXT", call, `the scope is the same for ever in ${nameAround(program, call)}`);
}

function nameAround(program: Program, call: Node): string {
  const fn = program.functionOf(call);
  return text(fn, "name") ?? text(child(fn, "body"), "nodeType") ?? "this contract";
}
