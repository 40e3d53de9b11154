import type { Statement } from "../yul/syntax.ts";
import type { Node } from "./node.ts";

export type FunctionStatement = Extract<Statement, { kind: "function" }>;

/** The names of a block and of those around it. */
export class Scope {
  readonly #values = new Map<string, Node>();
  readonly #functions = new Map<string, FunctionStatement>();
  readonly #outer: Scope | null;

  constructor(outer: Scope | null) {
    this.#outer = outer;
  }

  /** False where the name is known already: no name stands for two things. */
  declare(name: string, value: Node): boolean {
    if (this.get(name) !== undefined || this.function(name) !== undefined) return false;
    this.#values.set(name, value);
    return true;
  }

  /** As `declare`. */
  define(definition: FunctionStatement): boolean {
    const { name } = definition;
    if (this.get(name) !== undefined || this.function(name) !== undefined) return false;
    this.#functions.set(name, definition);
    return true;
  }

  get(name: string): Node | undefined {
    return this.#values.get(name) ?? this.#outer?.get(name);
  }

  assign(name: string, value: Node): boolean {
    if (!this.#values.has(name)) return this.#outer?.assign(name, value) ?? false;
    this.#values.set(name, value);
    return true;
  }

  function(name: string): FunctionStatement | undefined {
    return this.#functions.get(name) ?? this.#outer?.function(name);
  }

  /** Functions see functions around them, but no variables. */
  forFunctions(): Scope {
    const scope = this.#outer?.forFunctions() ?? new Scope(null);
    for (const definition of this.#functions.values()) scope.define(definition);
    return scope;
  }
}
