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

  declare(name: string, value: Node): void {
    this.#values.set(name, value);
  }

  define(definition: FunctionStatement): void {
    this.#functions.set(definition.name, definition);
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
