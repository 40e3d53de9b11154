import { R } from "../../../field/scalar.ts";
import type { Slots } from "./memory-map.ts";
import { type Field, isConstant } from "./field.ts";
import { hex, load, word } from "./text.ts";

/** Assembly for a formula, and a bound of what it leaves. */
export interface Rendered {
  text: string;
  /** The largest value that it can have; not reduced where reduction is not needed. */
  bound: bigint;
  /** How many words of the stack it takes. */
  depth: number;
}

const MAX_WORD = (1n << 256n) - 1n;
/** How deep an expression may become before part of it goes to memory: the modulus has to stay within reach of DUP16. */
const MAX_DEPTH = 9;
const LEAF_GAS = 6;
const STORE_GAS = 12;

/** Renders formulas that share what is worth sharing through memory. */
export class Formulas {
  readonly #slots: Slots;
  readonly #uses = new Map<Field, number>();
  readonly #gas = new Map<Field, number>();
  readonly #stored = new Map<Field, Rendered>();
  readonly #name: string;

  constructor(roots: readonly Field[], slots: Slots, name: string) {
    this.#slots = slots;
    this.#name = name;
    for (const root of roots) this.#count(root);
  }

  /** Lines that put shared parts into memory where they are not there yet, and the formula itself. */
  render(field: Field): { lines: string[]; rendered: Rendered } {
    const lines: string[] = [];
    return { lines, rendered: this.#render(field, lines, true) };
  }

  #count(field: Field): void {
    const uses = this.#uses.get(field) ?? 0;
    this.#uses.set(field, uses + 1);
    if (uses === 0 && "a" in field) {
      this.#count(field.a);
      this.#count(field.b);
    }
  }

  /** Sharing saves more than storing costs. */
  #shared(field: Field): boolean {
    const uses = this.#uses.get(field) ?? 0;
    if (!("a" in field) || uses < 2) return false;
    return this.#cost(field) * (uses - 1) > STORE_GAS + LEAF_GAS * uses - LEAF_GAS;
  }

  #cost(field: Field): number {
    if (!("a" in field)) return field.kind === "constant" ? 3 : LEAF_GAS;
    const known = this.#gas.get(field);
    if (known !== undefined) return known;
    const own = { add: 3, sub: 9, mul: 11 }[field.kind];
    const cost = own + this.#costOfUse(field.a) + this.#costOfUse(field.b);
    this.#gas.set(field, cost);
    return cost;
  }

  #costOfUse(field: Field): number {
    return this.#shared(field) ? LEAF_GAS : this.#cost(field);
  }

  #render(field: Field, lines: string[], root = false): Rendered {
    if (!("a" in field)) return this.#leaf(field);
    const stored = this.#stored.get(field);
    if (stored !== undefined) return stored;
    let rendered = this.#operation(field, lines);
    const shared = this.#shared(field) && !root;
    if (!shared && rendered.depth <= MAX_DEPTH) return rendered;
    if (root && rendered.depth <= MAX_DEPTH + 1) return rendered;
    const slot = this.#slots.of(`${this.#name} ${field.id}`);
    lines.push(`mstore(${hex(slot)}, ${rendered.text})`);
    rendered = { text: load(slot), bound: rendered.bound, depth: 1 };
    this.#stored.set(field, rendered);
    return rendered;
  }

  #leaf(field: Exclude<Field, { a: Field }>): Rendered {
    switch (field.kind) {
      case "constant":
        return { text: hex(field.value), bound: field.value, depth: 1 };
      case "calldata":
        return { text: word(field.offset), bound: R - 1n, depth: 1 };
      case "quantity":
        return { text: load(this.#slots.of(field.quantity)), bound: R - 1n, depth: 1 };
    }
  }

  #operation(field: Extract<Field, { a: Field }>, lines: string[]): Rendered {
    const a = this.#render(field.a, lines);
    const b = this.#render(field.b, lines);
    if (field.kind === "sub") {
      // r - b must not fall below zero.
      const minus = b.bound <= R ? b : { text: `mod(${b.text}, r)`, bound: R - 1n, depth: b.depth + 1 };
      const negative = { text: `sub(r, ${minus.text})`, bound: R, depth: Math.max(minus.depth, 2) };
      return isConstant(field.a, 0n) ? negative : sum(a, negative);
    }
    if (field.kind === "add") return sum(a, b);
    const [first, second] = deeperLast(a, b);
    return {
      text: `mulmod(${first.text}, ${second.text}, r)`,
      bound: R - 1n,
      depth: Math.max(1 + second.depth, 2 + first.depth),
    };
  }
}

/** Sums stay unreduced as long as they fit into a word: products and the next reduction take them as they are. */
export function sum(a: Rendered, b: Rendered): Rendered {
  const [first, second] = deeperLast(a, b);
  const bound = a.bound + b.bound;
  if (bound <= MAX_WORD)
    return {
      text: `add(${first.text}, ${second.text})`,
      bound,
      depth: Math.max(second.depth, 1 + first.depth),
    };
  return {
    text: `addmod(${first.text}, ${second.text}, r)`,
    bound: R - 1n,
    depth: Math.max(1 + second.depth, 2 + first.depth),
  };
}

/** Arguments are evaluated from the last to the first: the deeper one goes last, while the stack is shorter. */
function deeperLast(a: Rendered, b: Rendered): [Rendered, Rendered] {
  return a.depth > b.depth ? [b, a] : [a, b];
}
