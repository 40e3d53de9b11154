import { below, child, startOf, text, type Node } from "../node.ts";
import { originsOf, type Origin } from "../origin.ts";
import type { Program } from "../program.ts";

import type { Report } from "../report.ts";
import { isProbe } from "./unverified.ts";

/** Verifiers that somebody can choose, or that nobody has looked at. */
export function unpinned(program: Program, report: Report): void {
  for (const call of program.calls) {
    if (!program.isVerification(call) || isProbe(call)) continue;
    const verifier = child(program.calleeNode(call), "expression");
    const reasons = originsOf(program, verifier).flatMap((origin) => reasonOf(program, origin, call));
    const [reason] = reasons;
    if (reason !== undefined) report("EZKL_LINT_UNPINNED", call, reason);
  }
}

function reasonOf(program: Program, origin: Origin, call: Node): string[] {
  switch (origin.kind) {
    case "parameter": {
      const fn = program.functionOf(call);
      if (fn !== undefined && checksCode(program, fn, startOf(call))) return [];
      return [`the verifier is the caller's choice: parameter ${program.nameOf(origin.variable)}`];
    }
    case "constructor":
      return [];
    case "storage":
      return writesOf(program, origin.variable).flatMap((write) =>
        unsafeWrite(program, origin.variable, write),
      );
    case "other":
      return origin.node.nodeType === "FunctionCall" || origin.node.nodeType === "MemberAccess"
        ? ["the verifier's address is another contract's answer"]
        : [];
    case "sender":
      return ["the verifier is whoever calls"];
    case "constant":
      // An address in the source is reviewed with it; its code is not.
      return [];
  }
}

function unsafeWrite(program: Program, variable: Node, write: Node): string[] {
  const name = program.nameOf(variable);
  return uncheckedFrom(program, program.functionOf(write), new Set()).map((fn) =>
    text(fn, "kind") === "constructor"
      ? `${name} is set in the constructor, and nothing looks at its code`
      : `${name} can be set later (${program.nameOf(fn)}), and nothing looks at its code`,
  );
}

/** Where a call begins that comes to `fn` and on its way looks at no code. */
function uncheckedFrom(program: Program, fn: Node | undefined, seen: Set<Node>): Node[] {
  if (fn === undefined || seen.has(fn) || checksCode(program, fn, Infinity)) return [];
  seen.add(fn);
  const calls = program.callsOf(fn);
  const begins =
    calls.length === 0 ||
    text(fn, "kind") === "constructor" ||
    /^(external|public)$/.test(text(fn, "visibility") ?? "");
  return begins ? [fn] : calls.flatMap((call) => uncheckedFrom(program, program.functionOf(call), seen));
}

/** Assignments to a state variable, or to something inside of it. */
function writesOf(program: Program, variable: Node): Node[] {
  return program.assignments.filter((assignment) => {
    let target = child(assignment, "leftHandSide");
    while (target !== undefined && target.nodeType !== "Identifier")
      target = child(target, "baseExpression") ?? child(target, "expression");
    return program.declarationOf(target) === variable;
  });
}

/** Running `fn` as far as `before` pins a verifier or compares a code hash. */
function checksCode(program: Program, fn: Node, before: number): boolean {
  const looks = (call: Node): boolean => {
    const callee = program.calleeOf(call);
    return program.nameOf(callee) === "requirePinnable" || (callee !== undefined && readsCodeHash(callee));
  };
  return readsCodeHash(fn, before) || program.reaches(fn, looks, before);
}

function readsCodeHash(fn: Node, before = Infinity): boolean {
  return [...below(fn)].some(
    (node) =>
      node.nodeType === "MemberAccess" && text(node, "memberName") === "codehash" && startOf(node) < before,
  );
}
