import { below, child, nodes, text, typeOf, type Node } from "./node.ts";
import type { Program } from "./program.ts";

/** Where a value comes from. */
export type Origin =
  | { kind: "sender" }
  | { kind: "constant" }
  /** Of a function that anybody may call. */
  | { kind: "parameter"; variable: Node; fn: Node }
  | { kind: "constructor"; variable: Node; fn: Node }
  | { kind: "storage"; variable: Node }
  /** Something that this linter does not follow. */
  | { kind: "other"; node: Node };

const OPEN = new Set(["external", "public"]);
/** Enough for any code that a person can follow. */
const DEEPEST = 12;

/** Follows a value back through conversions, local variables, internal functions and their callers. */
export function originsOf(program: Program, node: Node | undefined, depth = 0): Origin[] {
  if (node === undefined || depth > DEEPEST) return [];
  const follow = (next: Node | undefined): Origin[] => originsOf(program, next, depth + 1);
  switch (node.nodeType) {
    case "Literal":
      return [{ kind: "constant" }];
    case "TupleExpression":
      return nodes(node, "components").flatMap(follow);
    case "Conditional":
      return [...follow(child(node, "trueExpression")), ...follow(child(node, "falseExpression"))];
    case "BinaryOperation": {
      const both = [...follow(child(node, "leftExpression")), ...follow(child(node, "rightExpression"))];
      const varying = both.filter(({ kind }) => kind !== "constant");
      return varying.length === 0 ? both : [{ kind: "other", node }];
    }
    case "IndexAccess":
      return follow(child(node, "baseExpression"));
    case "MemberAccess": {
      const base = child(node, "expression");
      if (text(base, "name") === "msg" && text(node, "memberName") === "sender") return [{ kind: "sender" }];
      const own = program.declarationOf(node);
      if (own?.nodeType === "VariableDeclaration" && own["constant"] === true) return [{ kind: "constant" }];
      return base === undefined ? [{ kind: "other", node }] : follow(base);
    }
    case "FunctionCall":
      return fromCall(program, node, depth);
    case "Identifier":
      return fromVariable(program, node, depth);
    default:
      return [{ kind: "other", node }];
  }
}

function fromCall(program: Program, call: Node, depth: number): Origin[] {
  const [first] = nodes(call, "arguments");
  if (text(call, "kind") === "typeConversion") return originsOf(program, first, depth + 1);
  const callee = program.calleeOf(call);
  if (callee?.nodeType !== "FunctionDefinition" || asksAnother(program.calleeNode(call)))
    return [{ kind: "other", node: call }];
  if (program.nameOf(callee) === "_msgSender") return [{ kind: "sender" }];
  const returned = program
    .bodiesOf(callee)
    .flatMap((body) => [...below(body)])
    .filter(({ nodeType }) => nodeType === "Return");
  const found = returned.flatMap((statement) =>
    originsOf(program, child(statement, "expression"), depth + 1),
  );
  return found.length === 0 ? [{ kind: "other", node: call }] : found;
}

/** A function of another contract, whatever its source says here. */
function asksAnother(callee: Node | undefined): boolean {
  const of = child(callee, "expression");
  return of !== undefined && text(of, "name") !== "this" && typeOf(of).identifier.startsWith("t_contract$");
}

function fromVariable(program: Program, identifier: Node, depth: number): Origin[] {
  const variable = program.declarationOf(identifier);
  if (variable?.nodeType !== "VariableDeclaration") return [{ kind: "other", node: identifier }];
  if (variable["constant"] === true) return [{ kind: "constant" }];
  if (variable["stateVariable"] === true) return [{ kind: "storage", variable }];
  const fn = program.functionOf(variable);
  const place = fn === undefined ? -1 : program.parametersOf(fn).indexOf(variable);
  if (fn !== undefined && place >= 0) {
    if (text(fn, "kind") === "constructor") return [{ kind: "constructor", variable, fn }];
    if (OPEN.has(text(fn, "visibility") ?? "")) return [{ kind: "parameter", variable, fn }];
    return program
      .callsOf(fn)
      .flatMap((call) => originsOf(program, argumentsOf(program, call, fn)[place], depth + 1));
  }
  const values = valuesOf(program, variable);
  return values.length === 0
    ? [{ kind: "other", node: identifier }]
    : values.flatMap((value) => originsOf(program, value, depth + 1));
}

/** A call's arguments in the order of the parameters; of a library function used as a member, the value it is a member of comes first. */
export function argumentsOf(program: Program, call: Node, fn: Node): Node[] {
  const given = nodes(call, "arguments");
  const names = call["names"];
  if (Array.isArray(names) && names.length > 0) {
    return program.parametersOf(fn).flatMap((parameter) => {
      const argument = given[names.indexOf(program.nameOf(parameter))];
      return argument === undefined ? [] : [argument];
    });
  }
  const bound = child(program.calleeNode(call), "expression");
  return bound !== undefined && given.length === program.parametersOf(fn).length - 1
    ? [bound, ...given]
    : given;
}

/** What a local variable is given, where it is declared and later. */
export function valuesOf(program: Program, variable: Node): Node[] {
  const statement = program.parentOf(variable);
  const initial =
    statement?.nodeType === "VariableDeclarationStatement" && nodes(statement, "declarations").length === 1
      ? child(statement, "initialValue")
      : undefined;
  const later = program.assignments
    .filter((assignment) => program.declarationOf(child(assignment, "leftHandSide")) === variable)
    .map((assignment) => child(assignment, "rightHandSide"));
  return [initial, ...later].filter((value) => value !== undefined);
}
