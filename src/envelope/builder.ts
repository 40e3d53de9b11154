import { CircuitNotModelledError } from "../errors/circuit.ts";

import type { Comparison, ElementFunction, Step } from "./program.ts";
import { readsOf } from "./program.ts";
import type { Dims } from "./shapes.ts";
import { broadcastDims, broadcastPlaces, isIdentity, sizeOf } from "./shapes.ts";

/** A step with its shape. */
export interface Value {
  step: number;
  dims: Dims;
}

type Body<S extends Step = Step> = S extends Step ? Omit<S, "node"> : never;

/** Larger programs are refused: neither memory nor time would be bounded. */
const MOST_WORK = 20_000_000;

/** Collects steps, and counts what they cost. */
export class ProgramBuilder {
  readonly steps: Step[] = [];
  cost = 0;
  node = 0;

  fail(problem: string): never {
    throw new CircuitNotModelledError(`node ${this.node}`, problem);
  }

  /** Counts work before it is done. */
  charge(work: number): void {
    this.cost += work;
    if (!(this.cost <= MOST_WORK)) this.fail(`it takes more than ${MOST_WORK} multiplications`);
  }

  add(body: Body, dims: Dims): Value {
    if (sizeOf(dims) !== body.length) this.fail(`a shape of ${sizeOf(dims)} elements holds ${body.length}`);
    this.charge(body.kind === "dot" ? body.left.length : body.length);
    this.steps.push({ ...body, node: this.node });
    return { step: this.steps.length - 1, dims };
  }

  constant(data: Float64Array, dims: Dims, exact = true): Value {
    return this.add({ kind: "constant", data, exact, length: data.length }, dims);
  }

  /** The elements at `at`, in this order. */
  pick(from: Value, at: Int32Array, dims: Dims): Value {
    if (isIdentity(at, sizeOf(from.dims))) return { step: from.step, dims };
    return this.add({ kind: "pick", from: [from.step], at, length: at.length }, dims);
  }

  broadcast(value: Value, dims: Dims): Value {
    if (sizeOf(dims) > MOST_WORK) this.fail("a tensor is too large");
    return this.pick(value, broadcastPlaces(value.dims, dims), dims);
  }

  /** Both with the shape that they share. */
  pair(a: Value, b: Value): [Value, Value, Dims] {
    const dims =
      broadcastDims(a.dims, b.dims) ?? this.fail(`[${a.dims.join()}] and [${b.dims.join()}] do not fit`);
    return [this.broadcast(a, dims), this.broadcast(b, dims), dims];
  }

  binary(kind: "add" | "sub" | "mul" | "max" | "min", left: Value, right: Value): Value {
    const [a, b, dims] = this.pair(left, right);
    return this.add({ kind, a: a.step, b: b.step, length: sizeOf(dims) }, dims);
  }

  compare(how: Comparison, left: Value, right: Value): Value {
    const [a, b, dims] = this.pair(left, right);
    return this.add({ kind: "compare", how, a: a.step, b: b.step, length: sizeOf(dims) }, dims);
  }

  choose(mask: Value, left: Value, right: Value): Value {
    const [a, b, dims] = this.pair(left, right);
    // The larger (smaller) of two by way of their comparison moves no further than they do; a mask of its own might.
    const test = this.steps[mask.step];
    if (
      test?.kind === "compare" &&
      test.how !== "equals" &&
      test.a === a.step &&
      test.b === b.step &&
      test.length === sizeOf(dims)
    )
      return this.binary(test.how.startsWith("greater") ? "max" : "min", a, b);
    const [m, , all] = this.pair(mask, { step: a.step, dims });
    const body = {
      kind: "choose",
      mask: m.step,
      a: this.broadcast(a, all).step,
      b: this.broadcast(b, all).step,
    } as const;
    return this.add({ ...body, length: sizeOf(all) }, all);
  }

  each(value: Value, apply: ElementFunction): Value {
    return this.add({ kind: "each", a: value.step, apply, length: sizeOf(value.dims) }, value.dims);
  }

  /** A rescaling; 1 and tables leave nothing to choose. */
  divide(value: Value, denominator: number): Value {
    if (denominator === 1) return value;
    if (!Number.isInteger(denominator) || denominator < 1)
      return this.each(value, { name: "table", table: { name: "div", denominator } });
    return this.add(
      { kind: "divide", a: value.step, by: denominator, length: sizeOf(value.dims) },
      value.dims,
    );
  }

  /** The data of a constant, when the value is one. */
  constantOf(value: Value): Float64Array | undefined {
    const step = this.steps[value.step];
    if (step?.kind === "constant") return step.data;
    if (step?.kind !== "pick" || step.which !== undefined) return undefined;
    const [from] = readsOf(step);
    const source = from === undefined ? undefined : this.constantOf({ step: from, dims: [] });
    return source && Float64Array.from(step.at, (at) => source[at] ?? NaN);
  }
}
