import { below, child, nodes, text, typeOf, type Node } from "../node.ts";
import type { Program } from "../program.ts";

import type { Report } from "../report.ts";

const LEAVES = new Set(["Return", "RevertStatement"]);

/** Answers of verifiers that nobody looks at, and statements decoded of which no proof is checked. */
export function unverified(program: Program, report: Report): void {
  for (const call of program.calls) {
    if (program.isVerification(call)) ignoredAnswer(program, call, report);
    else if (isDecoding(program, call) && !isVerifiedAt(program, call, new Set()))
      report("EZKL_LINT_UNVERIFIED", call, "the statement is decoded, and no proof of it is checked");
  }
}

function ignoredAnswer(program: Program, call: Node, report: Report): void {
  const parent = program.parentOf(call);
  const say = (detail: string): void => report("EZKL_LINT_UNVERIFIED", call, detail);
  if (parent?.nodeType === "ExpressionStatement") return say("the verifier's answer is not looked at");
  if (parent?.nodeType === "TryStatement") return attempted(program, call, parent, say);
  if (parent?.nodeType !== "VariableDeclarationStatement") return;
  const [variable] = nodes(parent, "declarations");
  const fn = program.functionOf(call);
  if (variable !== undefined && fn !== undefined && !isRead(program, variable, fn))
    say("the verifier's answer is kept and never looked at");
}

function attempted(program: Program, call: Node, statement: Node, say: (detail: string) => void): void {
  const [success, ...failures] = nodes(statement, "clauses");
  const [answer] = nodes(child(success, "parameters"), "parameters");
  const block = child(success, "block");
  if (answer === undefined || block === undefined || !isRead(program, answer, block))
    return say("the verifier's answer is not looked at");
  // The probe with an empty proof is meant to fail.
  if (isProbe(call)) return;
  const goesOn = failures.some((clause) => {
    const body = child(clause, "block");
    return body === undefined || ![...below(body)].some((node) => leaves(program, node));
  });
  if (goesOn) say("a refused proof ends in a catch after which the function goes on");
}

function leaves(program: Program, node: Node): boolean {
  if (LEAVES.has(node.nodeType)) return true;
  return (
    node.nodeType === "FunctionCall" &&
    /^(revert|require|assert)$/.test(text(child(node, "expression"), "name") ?? "")
  );
}

function isRead(program: Program, variable: Node, within: Node): boolean {
  return [...below(within)].some(
    (node) => node.nodeType === "Identifier" && program.declarationOf(node) === variable,
  );
}

/** A call with the literal empty proof, as the pin makes it. */
export function isProbe(call: Node): boolean {
  const [proof] = nodes(call, "arguments");
  return proof?.nodeType === "Literal" && proof["value"] === "";
}

/** A call into a generated statement library with instances. */
function isDecoding(program: Program, call: Node): boolean {
  const callee = program.calleeOf(call);
  if (callee?.nodeType !== "FunctionDefinition") return false;
  const library = program.around(callee, "ContractDefinition");
  if (library === undefined || text(library, "contractKind") !== "library") return false;
  const constants = nodes(library, "nodes").map((member) => text(member, "name"));
  const generated = constants.includes("MODEL_DIGEST") && constants.includes("INSTANCES");
  // One accessor calls another.
  if (!generated || program.around(call, "ContractDefinition") === library) return false;
  return program.parametersOf(callee).some((parameter) => typeOf(parameter).name.startsWith("uint256[]"));
}

/**
 * A proof is checked in the same transaction: in this function, in a modifier, or by all callers of an internal function. Before or after
 * is the same: a refusal undoes both.
 */
function isVerifiedAt(program: Program, place: Node, seen: Set<Node>): boolean {
  const fn = program.functionOf(place);
  if (fn === undefined || seen.has(fn)) return true;
  seen.add(fn);
  const checks = (call: Node): boolean => program.isVerification(call) && !isProbe(call);
  if (program.reaches(fn, checks)) return true;
  // What changes nothing pays nobody.
  if (/^(pure|view)$/.test(text(fn, "stateMutability") ?? "") && isOpen(fn)) return true;
  if (isOpen(fn)) return false;
  return program.callsOf(fn).every((call) => isVerifiedAt(program, call, seen));
}

function isOpen(fn: Node): boolean {
  return /^(external|public)$/.test(text(fn, "visibility") ?? "");
}
