import type { ByteReader } from "./bytes.ts";
import type { ConstantTensor, DataFormat, ElementType, KernelFormat, Op, TableFunction } from "./op.ts";
import { TABLE_NAMES } from "./op.ts";

/** Wrappers of wrappers are nowhere deep in real circuits; a limit keeps hostile bytes from exhausting the stack. */
const DEEPEST = 16;

const ELEMENT_TYPES = ["Bool", "F16", "F32", "F64", "Int", "TDim"] as const satisfies readonly ElementType[];
const DATA_FORMATS = ["NCHW", "CHW", "NHWC", "HWC"] as const satisfies readonly DataFormat[];
const KERNEL_FORMATS = ["HWIO", "OIHW", "OHWI"] as const satisfies readonly KernelFormat[];

const KINDS = ["linear", "table", "hybrid", "input", "constant", "unknown", "rescaled", "rebased"] as const;

const LINEAR = [
  ...(["abs", "sign", "leakyRelu", "gatherElements", "gatherNd", "scatterElements", "scatterNd"] as const),
  ...(["broadcast", "einsum", "conv", "downsample", "deconv", "add", "sub", "neg", "mult"] as const),
  ...(["identity", "reshape", "moveAxis", "flatten", "pad", "sum", "meanOfSquares", "prod"] as const),
  ...(["power", "concat", "slice", "iff", "resize", "not", "and", "or", "xor", "trilu"] as const),
] as const;

const HYBRID = [
  ...(["ln", "rsqrt", "sqrt", "roundHalfToEven", "ceil", "floor", "round", "recip", "div"] as const),
  ...(["reduceMax", "argMax", "sumPool", "maxPool", "reduceMin", "argMin", "max", "min"] as const),
  ...(["softmax", "output", "greater", "greaterEqual", "less", "lessEqual", "equals"] as const),
  ...(["gather", "topK", "oneHot"] as const),
] as const;

/** The smallest difference of doubles above 1, which 21.0.0 adds before it inverts; 23.0.5 writes it into each operation. */
const EPSILON = 2 ** -52;

/** Reads operations as one release of the engine writes them. */
export class OpReader {
  readonly #in: ByteReader;
  readonly #writesEpsilon: boolean;

  constructor(bytes: ByteReader, writesEpsilon: boolean) {
    this.#in = bytes;
    this.#writesEpsilon = writesEpsilon;
  }

  op(depth = 0): Op {
    if (depth > DEEPEST) this.#in.fail("operations are nested too deep");
    const kind = this.#in.variant("an operation", KINDS);
    switch (kind) {
      case "linear":
        return this.#linear();
      case "table":
        return { kind, table: this.table() };
      case "hybrid":
        return this.#hybrid();
      case "input":
        return {
          kind,
          scale: this.#in.i32(),
          type: this.#in.variant("an input's type", ELEMENT_TYPES),
          rangeChecked: this.#in.bool(),
        };
      case "constant":
        return this.#constant();
      case "unknown":
        return { kind };
      case "rescaled":
        return {
          kind,
          inner: this.op(depth + 1),
          multipliers: this.#in.list(24, () => ({ input: this.#in.u64(), by: Number(this.#in.i128()) })),
        };
      case "rebased": {
        const inner = this.op(depth + 1);
        const divide = this.#hybrid();
        this.#in.i32();
        this.#in.i32();
        this.#in.f64();
        return { kind, inner, divide };
      }
    }
  }

  table(): TableFunction {
    const name = this.#in.variant("a table", TABLE_NAMES);
    if (name === "isOdd") return { name };
    const scale = this.#in.f32();
    if (name === "div") return { name, denominator: scale };
    return name === "exp" || name === "pow" ? { name, scale, by: this.#in.f32() } : { name, scale };
  }

  #constant(): Op {
    const value = this.#tensor(32, () => this.#in.feltNumber());
    // The model's own numbers, kept only where the engine still needs them.
    this.#tensor(4, () => this.#in.f32());
    this.#in.bool();
    return { kind: "constant", value };
  }

  #tensor(width: number, element: () => number): ConstantTensor {
    const count = this.#in.count(width);
    const data = new Float64Array(count);
    let exact = true;
    for (let i = 0; i < count; i++) {
      const value = element();
      data[i] = value;
      exact &&= Number.isSafeInteger(value);
    }
    const dims = this.#in.sizes();
    this.#in.option(() => this.#in.i32());
    this.#in.option(() => readVisibility(this.#in));
    return { dims, data, exact };
  }

  #index(): { index?: ConstantTensor } {
    const index = this.#in.option(() => this.#tensor(8, () => this.#in.u64()));
    return index === undefined ? {} : { index };
  }

  #padding(): (readonly [number, number])[] {
    return this.#in.list(16, () => [this.#in.u64(), this.#in.u64()] as const);
  }

  #epsilon(): number {
    return this.#writesEpsilon ? this.#in.f64() : EPSILON;
  }

  #linear(): Op {
    const read = this.#in;
    const kind = read.variant("a linear operation", LINEAR);
    switch (kind) {
      case "leakyRelu":
        return { kind, slope: read.f32(), scale: read.i32() };
      case "gatherElements":
      case "gatherNd":
        return { kind, axis: read.u64(), ...this.#index() };
      case "scatterElements":
        return { kind, axis: read.u64(), ...this.#index() };
      case "scatterNd":
        return { kind, axis: 0, ...this.#index() };
      case "broadcast":
      case "reshape":
      case "flatten":
        return { kind, shape: read.sizes() };
      case "einsum":
        return { kind, equation: read.text() };
      case "conv":
        return {
          kind,
          padding: this.#padding(),
          stride: read.sizes(),
          group: read.u64(),
          format: read.variant("a data format", DATA_FORMATS),
          kernel: read.variant("a kernel format", KERNEL_FORMATS),
        };
      case "deconv":
        return {
          kind,
          padding: this.#padding(),
          outputPadding: read.sizes(),
          stride: read.sizes(),
          group: read.u64(),
          format: read.variant("a data format", DATA_FORMATS),
          kernel: read.variant("a kernel format", KERNEL_FORMATS),
        };
      case "downsample":
        return { kind, axis: read.u64(), stride: read.u64(), modulo: read.u64() };
      case "identity":
        read.option(() => read.i32());
        return { kind };
      case "moveAxis":
        return { kind, source: read.u64(), destination: read.u64() };
      case "pad":
        return { kind, padding: this.#padding() };
      case "sum":
      case "meanOfSquares":
        return { kind, axes: read.sizes() };
      case "prod": {
        const axes = read.sizes();
        read.u64();
        return { kind, axes };
      }
      case "power":
        return { kind, exponent: read.u32() };
      case "concat":
        return { kind, axis: read.u64() };
      case "slice":
        return { kind, axis: read.u64(), start: read.u64(), end: read.u64() };
      case "resize":
        return { kind, factors: read.sizes() };
      case "trilu":
        return { kind, upper: read.bool(), diagonal: read.i32() };
      case "abs":
      case "sign":
      case "add":
      case "sub":
      case "neg":
      case "mult":
      case "iff":
      case "not":
      case "and":
      case "or":
      case "xor":
        return { kind };
    }
  }

  #hybrid(): Op {
    const read = this.#in;
    const kind = read.variant("a hybrid operation", HYBRID);
    switch (kind) {
      case "ln":
        return { kind, scale: read.f32(), epsilon: this.#epsilon() };
      case "rsqrt":
      case "recip":
        return { kind, inputScale: read.f32(), outputScale: read.f32(), epsilon: this.#epsilon() };
      case "sqrt":
        return { kind, scale: read.f32() };
      case "roundHalfToEven":
      case "ceil":
      case "floor":
      case "round":
        return { kind, scale: read.f32(), legs: read.u64() };
      case "div":
        return { kind, denominator: read.f32() };
      case "reduceMax":
      case "reduceMin":
        return { kind, axes: read.sizes() };
      case "argMax":
      case "argMin":
        return { kind, axis: read.u64() };
      case "sumPool":
        return {
          kind,
          padding: this.#padding(),
          stride: read.sizes(),
          kernelShape: read.sizes(),
          normalized: read.bool(),
          format: read.variant("a data format", DATA_FORMATS),
        };
      case "maxPool":
        return {
          kind,
          padding: this.#padding(),
          stride: read.sizes(),
          kernelShape: read.sizes(),
          format: read.variant("a data format", DATA_FORMATS),
        };
      case "softmax": {
        const [inputScale, outputScale] = [read.f32(), read.f32()];
        return { kind, inputScale, outputScale, axes: read.sizes(), epsilon: this.#epsilon() };
      }
      case "output":
        return { kind, rangeChecked: read.bool() };
      case "gather":
        return { kind, axis: read.u64(), ...this.#index() };
      case "topK":
        return { kind, axis: read.u64(), k: read.u64(), largest: read.bool() };
      case "oneHot":
        return { kind, axis: read.u64(), classes: read.u64() };
      case "max":
      case "min":
      case "greater":
      case "greaterEqual":
      case "less":
      case "lessEqual":
      case "equals":
        return { kind };
    }
  }
}

const VISIBILITIES = ["private", "public", "hashed", "polycommit", "fixed"] as const;

export type CircuitVisibility = (typeof VISIBILITIES)[number];

export function readVisibility(read: ByteReader): CircuitVisibility {
  const name = read.variant("a visibility", VISIBILITIES);
  if (name === "hashed") {
    read.bool();
    read.sizes();
  }
  return name;
}
