import { VerifierShapeError } from "../../errors/verifier.ts";
import { R } from "../../field/scalar.ts";
import type { VerifierFacts } from "../facts.ts";
import { Memory } from "./memory.ts";
import type { Nodes } from "./node.ts";
import { type Node, type Operation } from "./node.ts";
import { calldataSize, layoutWords } from "./layout.ts";

/** Instructions of one result without effects, and how many arguments they take. */
const PURE: Readonly<Record<string, readonly [Operation, number]>> = {
  add: ["add", 2],
  sub: ["sub", 2],
  mul: ["mul", 2],
  addmod: ["addmod", 3],
  mulmod: ["mulmod", 3],
  mod: ["mod", 2],
  lt: ["lt", 2],
  eq: ["eq", 2],
  and: ["and", 2],
  iszero: ["iszero", 1],
};

/** All that verifiers are written with. */
export const INSTRUCTIONS: ReadonlySet<string> = new Set([
  ...Object.keys(PURE),
  "gas",
  "pop",
  "calldatasize",
  "calldataload",
  "calldatacopy",
  "returndatasize",
  "mload",
  "mstore",
  "mstore8",
  "keccak256",
  "staticcall",
  "return",
  "revert",
]);

const [MODEXP, EC_ADD, EC_MUL, PAIRING] = [5, 6, 7, 8];
const PAIRING_WORDS = 12;
/** Bytes that any verifier may use, beside some for each byte of the call data: more would take gas that a caller does not expect. */
const FREE_MEMORY = 1 << 16;

/** Thrown where the execution ends: whatever was still to be evaluated is not. */
export class Halt extends Error {}

/** A call of a precompile. Each has nodes of its own, even where another had the same input: one can run out of gas, and the other not. */
export interface Call {
  precompile: number;
  succeeded: Node;
  returndatasize: Node;
}

/** What the assembly's instructions do, on nodes. Addresses and lengths are constants throughout; anything else is refused. */
export class Machine {
  readonly nodes: Nodes;
  readonly memory: Memory;
  /** In their order. */
  readonly calls: Call[] = [];
  /** Whether the call data is known to be laid out as the ABI encoder lays it out. */
  layoutIsKnown: boolean;
  /** Instructions performed, words hashed and copied, and turns of loops. */
  steps = 0;
  /** The twelve words given to the pairing. */
  pairing: readonly Node[] | null = null;
  /** The word that was returned. */
  returned: Node | null = null;
  readonly #limit: number;
  readonly #facts: VerifierFacts;
  readonly #layout: ReadonlyMap<number, bigint>;
  readonly #where: string | undefined;

  /** @param start whether the layout is known, and how many steps the run may take */
  constructor(
    nodes: Nodes,
    facts: VerifierFacts,
    start: { layoutIsKnown: boolean; steps: number },
    where: string | undefined,
  ) {
    this.nodes = nodes;
    this.layoutIsKnown = start.layoutIsKnown;
    this.#limit = start.steps;
    this.memory = new Memory(FREE_MEMORY + 4 * calldataSize(facts), where);
    this.#facts = facts;
    this.#layout = layoutWords(facts);
    this.#where = where;
  }

  /** The instruction's result; null for those that have none. */
  perform(name: string, args: readonly Node[]): Node | null {
    this.spend(1);
    if (name !== "staticcall" && args.some(({ operation }) => operation === "gas"))
      this.refuse("gas outside of a call");
    const pure = PURE[name];
    if (pure !== undefined) {
      this.#count(name, args, pure[1]);
      return this.nodes.of(pure[0], args);
    }
    switch (name) {
      case "gas":
        this.#count(name, args, 0);
        return this.nodes.of("gas", []);
      case "pop":
        this.#count(name, args, 1);
        return null;
      case "calldatasize":
        this.#count(name, args, 0);
        return this.layoutIsKnown
          ? this.nodes.constant(BigInt(calldataSize(this.#facts)))
          : this.nodes.of("calldatasize", []);
      case "returndatasize":
        this.#count(name, args, 0);
        return this.calls.at(-1)?.returndatasize ?? this.refuse("a size before any call");
      case "calldataload":
        this.#count(name, args, 1);
        return this.#load(this.number(args[0]!));
      case "calldatacopy":
        this.#count(name, args, 3);
        this.#copy(this.number(args[0]!), this.number(args[1]!), this.number(args[2]!));
        return null;
      case "mload":
        this.#count(name, args, 1);
        return this.memory.read(this.number(args[0]!));
      case "mstore":
        this.#count(name, args, 2);
        this.memory.write(this.number(args[0]!), args[1]!);
        return null;
      case "mstore8":
        this.#count(name, args, 2);
        this.memory.writeByte(this.number(args[0]!), this.number(args[1]!));
        return null;
      case "keccak256":
        this.#count(name, args, 2);
        return this.#hash(this.number(args[0]!), this.number(args[1]!));
      case "staticcall":
        this.#count(name, args, 6);
        return this.#staticcall(args);
      case "return":
        this.#count(name, args, 2);
        this.returned = this.#only(this.memory.range(this.number(args[0]!), this.number(args[1]!)));
        throw new Halt();
      default:
        return this.refuse(`the instruction ${name}`);
    }
  }

  /** Counts what takes gas. */
  spend(steps: number): void {
    this.steps += steps;
    if (this.steps > this.#limit) this.refuse("more steps than it should need");
  }

  number(node: Node): number {
    if (node.operation !== "constant" || node.value > 1n << 24n)
      this.refuse("an address that is not a constant");
    return Number(node.value);
  }

  refuse(found: string): never {
    throw new VerifierShapeError("the assembly", found, this.#where);
  }

  #count(name: string, args: readonly Node[], expected: number): void {
    if (args.length !== expected) this.refuse(`${name} with ${args.length} arguments`);
  }

  #only(nodes: readonly Node[]): Node {
    if (nodes.length !== 1) this.refuse(`${nodes.length} words instead of one`);
    return nodes[0]!;
  }

  #load(offset: number): Node {
    if (offset % 32 !== 4 || offset + 32 > calldataSize(this.#facts)) this.refuse(`call data at ${offset}`);
    const fixed = this.layoutIsKnown ? this.#layout.get(offset) : undefined;
    return fixed === undefined ? this.nodes.calldata(offset) : this.nodes.constant(fixed);
  }

  #copy(to: number, from: number, length: number): void {
    if (length % 32 !== 0) this.refuse(`a copy of ${length} bytes`);
    this.spend(length / 32);
    for (let at = 0; at < length; at += 32) this.memory.write(to + at, this.#load(from + at));
  }

  #hash(at: number, length: number): Node {
    const whole = length - (length % 32);
    this.spend(whole / 32);
    const words = this.memory.range(at, whole);
    if (length % 32 === 1) words.push(this.nodes.of("byte", [], BigInt(this.memory.readByte(at + whole))));
    else if (length !== whole) this.refuse(`a hash of ${length} bytes`);
    return this.nodes.of("keccak", words, BigInt(length));
  }

  #staticcall(args: readonly Node[]): Node {
    if (args[0]!.operation !== "gas" || args.slice(1).some(({ operation }) => operation === "gas"))
      this.refuse("a call without all gas");
    const [address, from, length, to, size] = args.slice(1).map((arg) => this.number(arg));
    const input = this.memory.range(from!, length!);
    const [made, output] = this.#precompile(address!, input);
    if (size !== 32 * output.length) this.refuse(`${size} bytes of a precompile's output`);
    for (const [index, node] of output.entries()) this.memory.write(to! + 32 * index, node);
    const ordinal = BigInt(this.calls.length);
    const succeeded = this.nodes.of("succeeded", [made], ordinal);
    const returndatasize = this.nodes.of("returndatasize", [made], ordinal);
    this.calls.push({ precompile: address!, succeeded, returndatasize });
    return succeeded;
  }

  /** What the call makes, and its output. */
  #precompile(address: number, input: readonly Node[]): [Node, Node[]] {
    const { nodes } = this;
    const point = (operation: Operation): [Node, Node[]] => {
      const made = nodes.of(operation, input);
      return [made, [nodes.of("pointX", [made]), nodes.of("pointY", [made])]];
    };
    if (address === EC_ADD && input.length === 4) return point("pointAdd");
    if (address === EC_MUL && input.length === 3) return point("pointMul");
    if (address === PAIRING && input.length === PAIRING_WORDS) {
      if (this.pairing !== null) this.refuse("a second pairing");
      this.pairing = input;
      const made = nodes.of("pairing", input);
      return [made, [nodes.of("paired", [made])]];
    }
    if (address === MODEXP && input.length === 6) {
      const [a, b, c, base, exponent, modulus] = input;
      const words = [a!, b!, c!].every((node) => node.value === 32n && node.operation === "constant");
      if (words && exponent === nodes.constant(R - 2n) && modulus === nodes.constant(R)) {
        const inverse = nodes.of("inverse", [base!]);
        return [inverse, [inverse]];
      }
    }
    return this.refuse(`a call of the precompile ${address} with ${input.length} words`);
  }
}
