import { VerifierShapeError } from "../../../errors/verifier.ts";
import type { VerifierFacts } from "../../facts.ts";
import type { Expression, Statement } from "../yul/syntax.ts";
import { Machine } from "./machine.ts";
import type { Node, Nodes } from "./node.ts";
import type { Program } from "./program.ts";
import { type FunctionStatement, Scope } from "./scope.ts";

/** What a verifier does, as a function of its call data. */
export interface Behaviour {
  /** What has to be 1 for the call not to revert. */
  checks: ReadonlySet<Node>;
  /** What each call of a precompile returned. */
  calls: readonly Node[];
  /** The twelve words given to the pairing. */
  pairing: readonly Node[];
}

/** Lets a run see and replace what happens. */
export interface Observer {
  /** What is written to memory instead. @param name of the constant that the address was written as, if so */
  store?(name: string | null, at: number, value: Node): Node;
  /** True when the call of a function of the program was performed otherwise. */
  call?(name: string, args: readonly Node[], machine: Machine): readonly Node[] | null;
}

const MAX_TURNS = 1 << 16;

/**
 * Runs the program on symbolic call data in the layout that the guard enforces.
 * @throws VerifierShapeError when it does anything that a verifier does not
 */
export function run(
  program: Program,
  nodes: Nodes,
  facts: VerifierFacts,
  observer: Observer = {},
  where?: string,
): Behaviour {
  const runner = new Runner(program, new Machine(nodes, facts, where), observer, where);
  return runner.run();
}

class Runner {
  readonly #program: Program;
  readonly #machine: Machine;
  readonly #observer: Observer;
  readonly #where: string | undefined;
  readonly #checks = new Set<Node>();

  constructor(program: Program, machine: Machine, observer: Observer, where: string | undefined) {
    this.#program = program;
    this.#machine = machine;
    this.#observer = observer;
    this.#where = where;
  }

  run(): Behaviour {
    this.#block(this.#program.statements, null);
    const { calls, pairing, returned, nodes } = this.#machine;
    if (pairing === null || returned !== nodes.constant(1n))
      this.#refuse("an end without a pairing, or without true");
    return { checks: this.#checks, calls, pairing };
  }

  #block(body: readonly Statement[], outer: Scope | null, scope = new Scope(outer)): void {
    for (const statement of body) if (statement.kind === "function") scope.define(statement);
    for (const statement of body) {
      if (this.#machine.returned !== null) this.#refuse("a statement after the return");
      this.#statement(statement, scope);
    }
  }

  #statement(statement: Statement, scope: Scope): void {
    switch (statement.kind) {
      case "function":
        return;
      case "block":
        return this.#block(statement.body, scope);
      case "expression":
        if (this.#values(statement.value, scope).length > 0) this.#refuse("a value that nobody takes");
        return;
      case "set":
        return this.#set(statement, scope);
      case "if":
        return this.#if(statement, scope);
      case "for":
        return this.#for(statement, scope);
    }
  }

  #set(statement: Extract<Statement, { kind: "set" }>, scope: Scope): void {
    const { names, value } = statement;
    const zero = () => names.map(() => this.#machine.nodes.constant(0n));
    const values = value === null ? zero() : this.#values(value, scope);
    if (values.length !== names.length) this.#refuse(`${values.length} values for ${names.join(", ")}`);
    for (const [index, name] of names.entries()) {
      if (statement.declares) scope.declare(name, values[index]!);
      else if (!scope.assign(name, values[index]!)) this.#refuse(`${name}, which is not declared`);
    }
  }

  /** Either the condition is known, or the body reverts and the condition's opposite is a check. */
  #if(statement: Extract<Statement, { kind: "if" }>, scope: Scope): void {
    const condition = this.#value(statement.condition, scope);
    if (condition.operation === "constant") {
      if (condition.value !== 0n) this.#block(statement.body, scope);
      return;
    }
    const [only, ...others] = statement.body;
    const reverts = only?.kind === "expression" && only.value.kind === "call" && only.value.name === "revert";
    if (!reverts || others.length > 0 || condition.operation !== "iszero")
      this.#refuse("a condition on call data");
    this.#require(condition.args[0]!);
  }

  #require(condition: Node): void {
    const left = [condition];
    for (let node = left.pop(); node !== undefined; node = left.pop()) {
      if (node.operation === "and") left.push(...node.args);
      else this.#checks.add(node);
    }
  }

  #for(statement: Extract<Statement, { kind: "for" }>, outer: Scope): void {
    const scope = new Scope(outer);
    this.#block(statement.before, outer, scope);
    for (let turn = 0; ; turn++) {
      const condition = this.#value(statement.condition, scope);
      if (condition.operation !== "constant" || turn > MAX_TURNS) this.#refuse("a loop without a known end");
      if (condition.value === 0n) return;
      this.#block(statement.body, scope);
      this.#block(statement.after, scope);
    }
  }

  #value(expression: Expression, scope: Scope): Node {
    const values = this.#values(expression, scope);
    if (values.length !== 1) this.#refuse(`${values.length} values instead of one`);
    return values[0]!;
  }

  #values(expression: Expression, scope: Scope): readonly Node[] {
    if (expression.kind === "literal") return [this.#machine.nodes.constant(expression.value)];
    if (expression.kind === "name") return [this.#name(expression.name, scope)];
    // Arguments are evaluated from the last to the first.
    const args = expression.args
      .toReversed()
      .map((arg) => this.#value(arg, scope))
      .reverse();
    const definition = scope.function(expression.name);
    if (definition !== undefined) return this.#call(definition, args, scope);
    const stored = expression.name === "mstore" ? this.#observed(expression, args) : args;
    const result = this.#machine.perform(expression.name, stored);
    return result === null ? [] : [result];
  }

  #observed(expression: Extract<Expression, { kind: "call" }>, args: readonly Node[]): readonly Node[] {
    const [address] = expression.args;
    const name = address?.kind === "name" ? address.name : null;
    if (this.#observer.store === undefined) return args;
    return [args[0]!, this.#observer.store(name, this.#machine.number(args[0]!), args[1]!)];
  }

  #name(name: string, scope: Scope): Node {
    if (name === "true") return this.#machine.nodes.constant(1n);
    const constant = this.#program.constants.get(name);
    const value =
      scope.get(name) ?? (constant === undefined ? undefined : this.#machine.nodes.constant(constant));
    return value ?? this.#refuse(`the name ${name}`);
  }

  #call(definition: FunctionStatement, args: readonly Node[], around: Scope): readonly Node[] {
    const { name, parameters, results, body } = definition;
    if (args.length !== parameters.length) this.#refuse(`${name} with ${args.length} arguments`);
    const replaced = this.#observer.call?.(name, args, this.#machine);
    if (replaced !== undefined && replaced !== null) return replaced;
    const scope = around.forFunctions();
    for (const [index, parameter] of parameters.entries()) scope.declare(parameter, args[index]!);
    for (const result of results) scope.declare(result, this.#machine.nodes.constant(0n));
    this.#block(body, scope);
    return results.map((result) => scope.get(result)!);
  }

  #refuse(found: string): never {
    throw new VerifierShapeError("the assembly", found, this.#where);
  }
}
