import { VerifierShapeError } from "../../../errors/verifier.ts";
import { R } from "../../../field/scalar.ts";
import { type Quantity, quantityOf } from "../circuit/quantity.ts";
import type { Node } from "../../symbolic/node.ts";

/** An element of the scalar field as a formula. Equal formulas of one `Fields` are the same object; operands of sums and products are ordered. */
export type Field =
  | { id: number; kind: "constant"; value: bigint }
  | { id: number; kind: "calldata"; offset: number }
  | { id: number; kind: "quantity"; quantity: Quantity }
  | { id: number; kind: "add" | "sub" | "mul"; a: Field; b: Field };

type Shape = Field extends infer Each ? (Each extends unknown ? Omit<Each, "id"> : never) : never;

const modulo = (value: bigint): bigint => ((value % R) + R) % R;

/** Makes formulas, simplified by the field's rules. */
export class Fields {
  readonly #known = new Map<string, Field>();
  readonly #read = new Map<Node, Field>();

  constant(value: bigint): Field {
    const reduced = modulo(value);
    return this.#intern(`c${reduced}`, { kind: "constant", value: reduced });
  }

  add(a: Field, b: Field): Field {
    if (isConstant(a, 0n)) return b;
    if (isConstant(b, 0n)) return a;
    if (a.kind === "constant" && b.kind === "constant") return this.constant(a.value + b.value);
    if (b.kind === "sub" && isConstant(b.a, 0n)) return this.sub(a, b.b);
    if (a.kind === "sub" && isConstant(a.a, 0n)) return this.sub(b, a.b);
    return this.#pair("add", ...ordered(a, b));
  }

  sub(a: Field, b: Field): Field {
    if (isConstant(b, 0n)) return a;
    if (a === b) return this.constant(0n);
    if (a.kind === "constant" && b.kind === "constant") return this.constant(a.value - b.value);
    if (isConstant(a, 0n) && b.kind === "sub") return this.sub(b.b, b.a);
    // a - a s = a (1 - s)
    if (b.kind === "mul" && b.a === a) return this.mul(a, this.sub(this.constant(1n), b.b));
    if (b.kind === "mul" && b.b === a) return this.mul(a, this.sub(this.constant(1n), b.a));
    return this.#pair("sub", a, b);
  }

  mul(a: Field, b: Field): Field {
    if (isConstant(a, 0n) || isConstant(b, 1n)) return a;
    if (isConstant(b, 0n) || isConstant(a, 1n)) return b;
    if (a.kind === "constant" && b.kind === "constant") return this.constant(a.value * b.value);
    const [first, second] = ordered(a, b);
    // One constant factor, in front.
    if (second.kind === "constant") return this.mul(second, first);
    if (first.kind === "constant" && second.kind === "mul" && second.a.kind === "constant")
      return this.mul(this.constant(first.value * second.a.value), second.b);
    return this.#pair("mul", first, second);
  }

  /**
   * The formula that a node of the engine's verifier computes modulo R.
   * @throws VerifierShapeError
   */
  read(node: Node): Field {
    const known = this.#read.get(node);
    if (known !== undefined) return known;
    const field = this.#convert(node);
    this.#read.set(node, field);
    return field;
  }

  #convert({ operation, args, value }: Node): Field {
    if (operation === "constant") return this.constant(value);
    if (operation === "calldata")
      return this.#intern(`d${value}`, { kind: "calldata", offset: Number(value) });
    if (operation === "quantity")
      return this.#intern(`q${value}`, { kind: "quantity", quantity: quantityOf(value) });
    const [a, b] = args.map((arg) => this.read(arg));
    if (operation === "addmod") return this.add(a!, b!);
    if (operation === "mulmod") return this.mul(a!, b!);
    if (operation === "sub") return this.sub(a!, b!);
    throw new VerifierShapeError("a term of the quotient", operation);
  }

  #pair(kind: "add" | "sub" | "mul", a: Field, b: Field): Field {
    return this.#intern(`${kind} ${a.id} ${b.id}`, { kind, a, b });
  }

  #intern(key: string, shape: Shape): Field {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const field = { ...shape, id: this.#known.size };
    this.#known.set(key, field);
    return field;
  }
}

export function isConstant(field: Field, value: bigint): boolean {
  return field.kind === "constant" && field.value === value;
}

function ordered(a: Field, b: Field): [Field, Field] {
  return a.kind === "constant" || (b.kind !== "constant" && a.id <= b.id) ? [a, b] : [b, a];
}
