/** A constant tensor: integers at the scale of its node. Values beyond 2^53 are rounded, and `exact` says so. */
export interface ConstantTensor {
  dims: readonly number[];
  data: Float64Array;
  exact: boolean;
}

export type ElementType = "Bool" | "F16" | "F32" | "F64" | "Int" | "TDim";

/** Where the batch and the channels of an image are. */
export type DataFormat = "NCHW" | "CHW" | "NHWC" | "HWC";

/** How the axes of a kernel are ordered. */
export type KernelFormat = "OIHW" | "HWIO" | "OHWI";

export type Padding = readonly (readonly [number, number])[];

interface Window {
  padding: Padding;
  stride: readonly number[];
  format: DataFormat;
}

/** Functions that the engine reads from a table, one field element in, one out. */
export type TableFunction =
  | { name: "div"; denominator: number }
  | { name: "isOdd" }
  | { name: "exp" | "pow"; scale: number; by: number }
  | { name: Exclude<TableName, "div" | "isOdd" | "exp" | "pow">; scale: number };

export const TABLE_NAMES = [
  ...(["div", "isOdd", "powersOfTwo", "ln", "sigmoid", "exp", "cos", "acos", "cosh", "acosh"] as const),
  ...(["sin", "asin", "sinh", "asinh", "tan", "atan", "tanh", "atanh", "erf", "pow", "hardSwish"] as const),
] as const;

export type TableName = (typeof TABLE_NAMES)[number];

/** What stands at places; along `axis`, which for `gatherNd` counts the axes of a batch. */
export interface GatherOp {
  kind: "gather" | "gatherElements" | "gatherNd";
  axis: number;
  /** The places, when they are constants. */
  index?: ConstantTensor;
}

/** A tensor with others in some places. */
export interface ScatterOp {
  kind: "scatterElements" | "scatterNd";
  axis: number;
  index?: ConstantTensor;
}

/** One operation of the engine, with what it needs beside its inputs. */
export type Op =
  | { kind: "input"; scale: number; type: ElementType; rangeChecked: boolean }
  | { kind: "constant"; value: ConstantTensor }
  | { kind: "unknown" }
  | { kind: "rescaled"; inner: Op; multipliers: readonly { input: number; by: number }[] }
  | { kind: "rebased"; inner: Op; divide: Op }
  | { kind: "table"; table: TableFunction }
  | {
      kind:
        "abs" | "sign" | "neg" | "not" | "and" | "or" | "xor" | "add" | "sub" | "mult" | "iff" | "identity";
    }
  | { kind: "leakyRelu"; slope: number; scale: number }
  | GatherOp
  | ScatterOp
  | { kind: "broadcast" | "reshape" | "flatten"; shape: readonly number[] }
  | { kind: "einsum"; equation: string }
  | ({ kind: "conv"; group: number; kernel: KernelFormat } & Window)
  | ({ kind: "deconv"; group: number; outputPadding: readonly number[]; kernel: KernelFormat } & Window)
  | { kind: "downsample"; axis: number; stride: number; modulo: number }
  | { kind: "moveAxis"; source: number; destination: number }
  | { kind: "pad"; padding: Padding }
  | { kind: "sum" | "meanOfSquares" | "prod" | "reduceMax" | "reduceMin"; axes: readonly number[] }
  | { kind: "argMax" | "argMin"; axis: number }
  | { kind: "power"; exponent: number }
  | { kind: "concat"; axis: number }
  | { kind: "slice"; axis: number; start: number; end: number }
  | { kind: "resize"; factors: readonly number[] }
  | { kind: "trilu"; upper: boolean; diagonal: number }
  | { kind: "ln"; scale: number; epsilon: number }
  | { kind: "rsqrt" | "recip"; inputScale: number; outputScale: number; epsilon: number }
  | { kind: "sqrt"; scale: number }
  | { kind: "roundHalfToEven" | "ceil" | "floor" | "round"; scale: number; legs: number }
  | { kind: "div"; denominator: number }
  | ({ kind: "sumPool"; kernelShape: readonly number[]; normalized: boolean } & Window)
  | ({ kind: "maxPool"; kernelShape: readonly number[] } & Window)
  | { kind: "max" | "min" | "greater" | "greaterEqual" | "less" | "lessEqual" | "equals" }
  | { kind: "softmax"; inputScale: number; outputScale: number; axes: readonly number[]; epsilon: number }
  | { kind: "output"; rangeChecked: boolean }
  | { kind: "topK"; axis: number; k: number; largest: boolean }
  | { kind: "oneHot"; axis: number; classes: number };
