import { VerifierShapeError } from "../../errors/verifier.ts";
import type { VerifierFacts } from "../facts.ts";
import type { Expression, Statement } from "../yul/syntax.ts";
import { requireGuard } from "./guard.ts";
import { argumentNames } from "./layout.ts";
import { type Call, Halt, INSTRUCTIONS, Machine } from "./machine.ts";
import { isFlag, type Node, type Nodes } from "./node.ts";
import type { Program } from "./program.ts";
import { type FunctionStatement, Scope } from "./scope.ts";

/** What a verifier does, as a function of its call data. */
export interface Behaviour {
  /** What has to be 1 for the call not to revert; without the guard's checks. */
  checks: ReadonlySet<Node>;
  /** Those of the checks that were made before the first operation on points. */
  checksBeforePoints: ReadonlySet<Node>;
  /** Instructions performed, words hashed and copied, and turns of loops. */
  steps: number;
  /** The calls of precompiles, in their order. */
  calls: readonly Call[];
  /** The twelve words given to the pairing. */
  pairing: readonly Node[];
}

/** Lets a run see and replace what happens. */
export interface Observer {
  /** What is written to memory instead. @param name of the constant that the address was written as, if so */
  store?(name: string | null, at: number, value: Node): Node;
  /** True when the call of a function of the program was performed otherwise. */
  call?(name: string, args: readonly Node[], machine: Machine): readonly Node[] | null;
  /** Steps that the run may take. */
  steps?: number;
}

/** Far more than any circuit's verifier takes, and over in seconds. */
const MAX_STEPS = 1 << 22;
const MAX_DEPTH = 64;

/**
 * Runs the program on symbolic call data. The engine's is taken to be called in the ABI encoder's layout; ours has to see to that itself, before anything else.
 * @throws VerifierShapeError when it does anything that a verifier does not
 */
export function run(
  program: Program,
  nodes: Nodes,
  facts: VerifierFacts,
  observer: Observer = {},
  where?: string,
): Behaviour {
  const layoutIsKnown = program.form === "engine";
  const machine = new Machine(nodes, facts, { layoutIsKnown, steps: observer.steps ?? MAX_STEPS }, where);
  return new Runner(program, machine, facts, observer, where).run();
}

class Runner {
  readonly #program: Program;
  readonly #machine: Machine;
  readonly #observer: Observer;
  readonly #facts: VerifierFacts;
  readonly #arguments: ReadonlyMap<string, bigint>;
  readonly #where: string | undefined;
  readonly #checks = new Set<Node>();
  #checksBeforePoints: ReadonlySet<Node> | null = null;
  /** Calls of functions within each other. */
  #depth = 0;

  constructor(
    program: Program,
    machine: Machine,
    facts: VerifierFacts,
    observer: Observer,
    where: string | undefined,
  ) {
    this.#program = program;
    this.#machine = machine;
    this.#facts = facts;
    this.#arguments = argumentNames(facts);
    this.#observer = observer;
    this.#where = where;
  }

  run(): Behaviour {
    if (!this.#machine.layoutIsKnown && this.#program.statements[0]?.kind !== "if")
      this.#refuse("a first statement that is not the guard");
    try {
      this.#block(this.#program.statements, null);
    } catch (error) {
      if (!(error instanceof Halt)) throw error;
    }
    const { calls, pairing, returned, nodes, steps } = this.#machine;
    if (pairing === null || returned !== nodes.constant(1n))
      this.#refuse("an end without a pairing, or without true");
    const checksBeforePoints = this.#checksBeforePoints ?? this.#checks;
    return { checks: this.#checks, checksBeforePoints, steps, calls, pairing };
  }

  #block(body: readonly Statement[], outer: Scope | null, scope = new Scope(outer)): void {
    for (const statement of body)
      if (statement.kind === "function" && !(this.#isFree(statement.name) && scope.define(statement)))
        this.#refuse(`a second ${statement.name}`);
    for (const statement of body) this.#statement(statement, scope);
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
      if (statement.declares) this.#declare(scope, name, values[index]!);
      else if (!scope.assign(name, values[index]!)) this.#refuse(`${name}, which is not declared`);
    }
  }

  #declare(scope: Scope, name: string, value: Node): void {
    if (!this.#isFree(name) || !scope.declare(name, value)) this.#refuse(`a second ${name}`);
  }

  /** Whether the name is neither an instruction's nor one of Solidity's. */
  #isFree(name: string): boolean {
    const { constants } = this.#program;
    return !INSTRUCTIONS.has(name) && !constants.has(name) && !this.#arguments.has(name) && name !== "true";
  }

  /** Either the condition is known, or the body reverts without data and the condition's opposite is a check. The guard comes before all others. */
  #if(statement: Extract<Statement, { kind: "if" }>, scope: Scope): void {
    const condition = this.#value(statement.condition, scope);
    if (condition.operation === "constant") {
      if (condition.value !== 0n) this.#block(statement.body, scope);
      return;
    }
    if (condition.operation !== "iszero") this.#refuse("a condition on call data");
    const required = this.#flagsOf(condition.args[0]!);
    if (!this.#machine.layoutIsKnown) {
      requireGuard(required, statement.body, this.#machine.nodes, this.#facts, this.#where);
      this.#machine.layoutIsKnown = true;
      return;
    }
    if (!revertsWithoutData(statement.body)) this.#refuse("a condition on call data");
    for (const flag of required) this.#checks.add(flag);
  }

  /** The flags of which the condition is the conjunction. */
  #flagsOf(condition: Node): Node[] {
    const flags: Node[] = [];
    const left = [condition];
    for (let node = left.pop(); node !== undefined; node = left.pop()) {
      if (node.operation === "and") left.push(...node.args);
      // The engine takes the pairing's word for a flag, which it is where the precompile works.
      else if (isFlag(node) || (this.#program.form === "engine" && node.operation === "paired"))
        flags.push(node);
      else this.#refuse("a condition that is neither 0 nor 1");
    }
    return flags;
  }

  #for(statement: Extract<Statement, { kind: "for" }>, outer: Scope): void {
    const scope = new Scope(outer);
    this.#block(statement.before, outer, scope);
    for (;;) {
      this.#machine.spend(1);
      const condition = this.#value(statement.condition, scope);
      if (condition.operation !== "constant") this.#refuse("a loop without a known end");
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
    if (isPointsCall(this.#machine.calls.at(-1))) this.#checksBeforePoints ??= new Set(this.#checks);
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
    const constant = this.#program.constants.get(name) ?? this.#argument(name);
    const value =
      scope.get(name) ?? (constant === undefined ? undefined : this.#machine.nodes.constant(constant));
    return value ?? this.#refuse(`the name ${name}`);
  }

  /** Where the arguments are, and how long, depends on what the caller wrote into the call data, until it is known to be canonical. */
  #argument(name: string): bigint | undefined {
    const value = this.#arguments.get(name);
    if (value !== undefined && !this.#machine.layoutIsKnown) this.#refuse(`${name} before the guard`);
    return value;
  }

  #call(definition: FunctionStatement, args: readonly Node[], around: Scope): readonly Node[] {
    const { name, parameters, results, body } = definition;
    if (args.length !== parameters.length) this.#refuse(`${name} with ${args.length} arguments`);
    const replaced = this.#observer.call?.(name, args, this.#machine);
    if (replaced !== undefined && replaced !== null) return replaced;
    if (++this.#depth > MAX_DEPTH) this.#refuse("calls without an end");
    const scope = around.forFunctions();
    for (const [index, parameter] of parameters.entries()) this.#declare(scope, parameter, args[index]!);
    for (const result of results) this.#declare(scope, result, this.#machine.nodes.constant(0n));
    this.#block(body, scope);
    this.#depth--;
    return results.map((result) => scope.get(result)!);
  }

  #refuse(found: string): never {
    throw new VerifierShapeError("the assembly", found, this.#where);
  }
}

/** `{ revert(0x00, 0x00) }` and nothing else: an argument that is computed could do more than fail. */
function revertsWithoutData([only, ...others]: readonly Statement[]): boolean {
  const value = only?.kind === "expression" && others.length === 0 ? only.value : null;
  if (value?.kind !== "call" || value.name !== "revert") return false;
  return value.args.length === 2 && value.args.every((arg) => arg.kind === "literal" && arg.value === 0n);
}

function isPointsCall(call: Call | undefined): boolean {
  return call !== undefined && call.precompile >= 6;
}
