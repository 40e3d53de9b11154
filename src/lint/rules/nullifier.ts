import { below, child, nodes, text, typeOf, type Node } from "../node.ts";
import { valuesOf } from "../origin.ts";
import type { Program } from "../program.ts";

import type { Report } from "../report.ts";

const HASHES = new Set(["keccak256", "sha256", "ripemd160"]);

/** Marks that are set under a hash of a proof. */
export function nullifier(program: Program, report: Report): void {
  for (const { root } of program.files) {
    for (const node of below(root)) {
      if (node.nodeType !== "IndexAccess") continue;
      const base = child(node, "baseExpression");
      if (base === undefined || !typeOf(base).name.startsWith("mapping(bytes32")) continue;
      const index = child(node, "indexExpression");
      const fn = program.functionOf(node);
      if (index === undefined || fn === undefined) continue;
      const proofs = proofsOf(program, fn);
      if (hashes(program, index, 0).some((hash) => holds(program, hash, proofs)))
        report("EZKL_LINT_NULLIFIER", node, "a mapping is indexed by a hash of the proof's bytes");
    }
  }
}

/** The variables that a function hands on as a proof: the first argument of whatever checks one. */
function proofsOf(program: Program, fn: Node): Set<Node> {
  const found = new Set<Node>();
  for (const call of program.callsIn(fn)) {
    const callee = program.calleeOf(call);
    if (callee?.nodeType !== "FunctionDefinition") continue;
    const checks =
      program.isVerification(call) || program.reaches(callee, (inner) => program.isVerification(inner));
    if (!checks) continue;
    for (const argument of nodes(call, "arguments")) {
      const variable = program.declarationOf(argument);
      if (variable !== undefined && /^bytes( |$)/.test(typeOf(variable).name)) found.add(variable);
    }
  }
  return found;
}

/** The hashing calls that a value is, through local variables. */
function hashes(program: Program, value: Node, depth: number): Node[] {
  if (depth > 4) return [];
  const variable = value.nodeType === "Identifier" ? program.declarationOf(value) : undefined;
  if (variable?.nodeType === "VariableDeclaration")
    return valuesOf(program, variable).flatMap((next) => hashes(program, next, depth + 1));
  const name = text(child(value, "expression"), "name") ?? "";
  return value.nodeType === "FunctionCall" && HASHES.has(name) ? [value] : [];
}

function holds(program: Program, hash: Node, proofs: ReadonlySet<Node>): boolean {
  return [...below(hash)].some((node) => {
    const variable = program.declarationOf(node);
    return variable !== undefined && proofs.has(variable);
  });
}
