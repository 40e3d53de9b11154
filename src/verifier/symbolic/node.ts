/** What a node stands for. Words are of 256 bits; a point is two words, `pointX` and `pointY` of the same operation. */
export type Operation =
  /** `value` itself. */
  | "constant"
  /** The word at byte `value` of the call data. */
  | "calldata"
  /** A quantity of the protocol, by its number `value`: only in runs that read the circuit. */
  | "quantity"
  /** A byte, `value`: only ever the last argument of keccak. */
  | "byte"
  /** Keccak-256 of `value` bytes, the arguments: words, and perhaps a byte at the end. */
  | "keccak"
  /** The size of the call data, where it is not known yet. */
  | "calldatasize"
  /** All gas that is left: only ever what a call is given. */
  | "gas"
  | "add"
  | "sub"
  | "mul"
  | "addmod"
  | "mulmod"
  | "mod"
  | "lt"
  | "eq"
  | "and"
  | "iszero"
  /** The first argument to the power R - 2, modulo R: its inverse, and zero for zero. */
  | "inverse"
  /** A point: the sum of (x1, y1) and (x2, y2); the multiple s of (x, y). */
  | "pointAdd"
  | "pointMul"
  | "pointX"
  | "pointY"
  | "pairing"
  /** The word that the pairing's precompile returns: 1 if the product is one. */
  | "paired"
  /** What the STATICCALL number `value` returns, and the size of its answer; the argument is the point, the inverse or the pairing. */
  | "succeeded"
  | "returndatasize";

/** A value of a symbolic run. Equal nodes are the same object, as long as they come from one `Nodes`. */
export interface Node {
  readonly id: number;
  readonly operation: Operation;
  readonly args: readonly Node[];
  /** As the operation says; 0 otherwise. */
  readonly value: bigint;
}

const WORD = 1n << 256n;
const word = (value: bigint): bigint => ((value % WORD) + WORD) % WORD;
const flag = (value: boolean): bigint => (value ? 1n : 0n);

/** What an operation makes of constant arguments. */
const FOLD: Partial<Record<Operation, (values: readonly bigint[]) => bigint>> = {
  add: ([a, b]) => word(a! + b!),
  sub: ([a, b]) => word(a! - b!),
  mul: ([a, b]) => word(a! * b!),
  addmod: ([a, b, m]) => (m === 0n ? 0n : (a! + b!) % m!),
  mulmod: ([a, b, m]) => (m === 0n ? 0n : (a! * b!) % m!),
  mod: ([a, m]) => (m === 0n ? 0n : a! % m!),
  lt: ([a, b]) => flag(a! < b!),
  eq: ([a, b]) => flag(a === b),
  and: ([a, b]) => a! & b!,
  iszero: ([a]) => flag(a === 0n),
};

/** Makes nodes, each only once. */
export class Nodes {
  readonly #known = new Map<string, Node>();

  constant(value: bigint): Node {
    return this.#intern("constant", [], word(value));
  }

  calldata(offset: number): Node {
    return this.#intern("calldata", [], BigInt(offset));
  }

  /** Constants are folded; `and` with the constant 1 of a flag is dropped, so that checks that always hold leave no trace. */
  of(operation: Operation, args: readonly Node[], value = 0n): Node {
    const fold = FOLD[operation];
    if (fold !== undefined && args.every((arg) => arg.operation === "constant"))
      return this.constant(fold(args.map((arg) => arg.value)));
    if (operation === "and") {
      if (isOne(args[0]!) && isFlag(args[1]!)) return args[1]!;
      if (isOne(args[1]!) && isFlag(args[0]!)) return args[0]!;
    }
    return this.#intern(operation, args, value);
  }

  #intern(operation: Operation, args: readonly Node[], value: bigint): Node {
    const key = `${operation} ${value} ${args.map((arg) => arg.id).join(" ")}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const node = { id: this.#known.size, operation, args, value };
    this.#known.set(key, node);
    return node;
  }
}

const FLAGS: ReadonlySet<Operation> = new Set(["lt", "eq", "iszero", "succeeded"]);

/** True of nodes that are 0 or 1. */
export function isFlag(node: Node): boolean {
  if (node.operation === "and") return node.args.some(isFlag);
  return FLAGS.has(node.operation) || (node.operation === "constant" && node.value <= 1n);
}

function isOne(node: Node): boolean {
  return node.operation === "constant" && node.value === 1n;
}
