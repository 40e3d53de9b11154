import { below, child, nodes, text, typeOf, type Node } from "../node.ts";
import { valuesOf } from "../origin.ts";
import { VERIFY_SELECTOR, type Program } from "../program.ts";

import type { Report } from "../report.ts";

const LOW_LEVEL = new Set(["call", "staticcall", "delegatecall", "callcode"]);
const SIGNATURE = "verifyProof(bytes,uint256[])";

/** Verifiers asked by bytes. */
export function lowLevel(program: Program, report: Report): void {
  for (const call of program.calls) {
    const callee = program.calleeNode(call);
    const kind = text(callee, "memberName") ?? "";
    const target = child(callee, "expression");
    if (!LOW_LEVEL.has(kind) || target === undefined || !/^address/.test(typeOf(target).name)) continue;
    const [data] = nodes(call, "arguments");
    if (namesVerifier(program, target) || (data !== undefined && asksVerifier(program, data)))
      report("EZKL_LINT_LOW_LEVEL", call, `a verifier is asked by .${kind}`);
  }
  for (const { root } of program.files) {
    for (const node of below(root)) {
      if (node.nodeType === "InlineAssembly" && asksInAssembly(program, node))
        report("EZKL_LINT_LOW_LEVEL", node, "a verifier is asked from assembly");
    }
  }
}

/** The expression holds something of a verifier's type, through local variables too. */
function namesVerifier(program: Program, expression: Node): boolean {
  return withValues(program, expression).some((node) => program.isVerifierTyped(node));
}

function asksVerifier(program: Program, data: Node): boolean {
  return withValues(program, data).some(
    (node) =>
      program.declarationOf(node)?.["functionSelector"] === VERIFY_SELECTOR ||
      (node.nodeType === "Literal" &&
        (node["value"] === SIGNATURE || node["value"] === `0x${VERIFY_SELECTOR}`)),
  );
}

/** An expression's nodes and those of what its local variables and constants were given. */
function withValues(program: Program, expression: Node, depth = 0): Node[] {
  return [...below(expression)].flatMap((node) => {
    const variable = node.nodeType === "Identifier" ? program.declarationOf(node) : undefined;
    if (variable?.nodeType !== "VariableDeclaration" || depth > 3) return [node];
    const values =
      variable["stateVariable"] === true
        ? [child(variable, "value")].filter((value) => value !== undefined)
        : valuesOf(program, variable);
    return [node, ...values.flatMap((value) => withValues(program, value, depth + 1))];
  });
}

function asksInAssembly(program: Program, assembly: Node): boolean {
  const calls = [...below(assembly)].some(
    (node) =>
      node.nodeType === "YulFunctionCall" && LOW_LEVEL.has(text(child(node, "functionName"), "name") ?? ""),
  );
  if (!calls) return false;
  const references = (assembly["externalReferences"] ?? []) as { declaration: number }[];
  return references.some(({ declaration }) => {
    const variable = program.declarationOf({ ...assembly, referencedDeclaration: declaration });
    if (variable === undefined) return false;
    if (program.isVerifierTyped(variable)) return true;
    return valuesOf(program, variable).some((value) => namesVerifier(program, value));
  });
}
