import { floatAttribute, type Node } from "./node.ts";

/** What a rule writes with: names of values in, the name of the result out. */
export interface Builder {
  /** A new node; the result's name, or `output` where it is given. */
  node: (op: "Add" | "Sub" | "Mul" | "Relu" | "Pow", inputs: readonly string[], output?: string) => string;
  constant: (value: number) => string;
}

export interface RuleInput {
  node: Node;
  /** The value of a single-element float32 constant; undefined for anything else. */
  scalar: (name: string) => number | undefined;
  /** The node that makes a value, when nothing but this node reads it. */
  onlyReaderOf: (name: string) => Node | undefined;
}

/** Writes the node's output in other words and returns true, or writes nothing and returns false. */
export type Rule = (input: RuleInput, builder: Builder) => boolean;

/** [-3.4e38, 3.4e38] and the like stand for no bound at all. */
const UNBOUNDED = 1e30;

/**
 * The rules, by the names that the record gives. The engine compares (Clip, HardSigmoid, LeakyRelu, Min, Max) with a check of booleans, which takes a lookup
 * argument of its own, and with more rows than a Relu; HardSwish with a table. A root and a reciprocal each take hundreds of
 * rows, their product as one power one row and a table.
 */
export const RULES = {
  clip: ({ node, scalar }, builder) => {
    if (node.op !== "Clip") return false;
    const [x, low, high] = node.inputs;
    const bounds = [low, high].map((name, index) => {
      if (name !== undefined && name !== "") return scalar(name);
      return floatAttribute(node, index === 0 ? "min" : "max") ?? (index === 0 ? -Infinity : Infinity);
    });
    const [from, to] = bounds;
    if (x === undefined || from === undefined || to === undefined) return false;
    return clip(builder, x, from, to, node.outputs[0] as string);
  },
  hardSigmoid: ({ node }, builder) => {
    if (node.op !== "HardSigmoid") return false;
    const [alpha, beta] = [floatAttribute(node, "alpha") ?? 0.2, floatAttribute(node, "beta") ?? 0.5];
    return clip(
      builder,
      affine(builder, node.inputs[0] as string, alpha, beta),
      0,
      1,
      node.outputs[0] as string,
    );
  },
  hardSwish: ({ node }, builder) => {
    if (node.op !== "HardSwish") return false;
    const x = node.inputs[0] as string;
    const gate = builder.node("Relu", [affine(builder, x, 1 / 6, 0.5)]);
    const rest = builder.node("Relu", [builder.node("Sub", [builder.constant(1), gate])]);
    const clipped = builder.node("Sub", [builder.constant(1), rest]);
    builder.node("Mul", [x, clipped], node.outputs[0]);
    return true;
  },
  leakyRelu: ({ node }, builder) => {
    if (node.op !== "LeakyRelu") return false;
    const x = node.inputs[0] as string;
    const alpha = floatAttribute(node, "alpha") ?? 0.01;
    const positive = builder.node("Mul", [builder.node("Relu", [x]), builder.constant(1 - alpha)]);
    builder.node("Add", [positive, builder.node("Mul", [x, builder.constant(alpha)])], node.outputs[0]);
    return true;
  },
  extreme: ({ node, scalar }, builder) => {
    if ((node.op !== "Max" && node.op !== "Min") || node.inputs.length !== 2) return false;
    const [a, b] = node.inputs as [string, string];
    const [x, bound] = scalar(b) === undefined ? [b, scalar(a)] : [a, scalar(b)];
    if (bound === undefined || scalar(x) !== undefined) return false;
    const [from, to] = node.op === "Max" ? [bound, Infinity] : [-Infinity, bound];
    return clip(builder, x, from, to, node.outputs[0] as string);
  },
  inverseRoot: ({ node, onlyReaderOf }, builder) => {
    if (node.op !== "Reciprocal") return false;
    const root = onlyReaderOf(node.inputs[0] as string);
    if (root?.op !== "Sqrt" || root.domain !== "") return false;
    builder.node("Pow", [root.inputs[0] as string, builder.constant(-0.5)], node.outputs[0]);
    return true;
  },
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof RULES;

function affine(builder: Builder, x: string, factor: number, summand: number): string {
  const product = builder.node("Mul", [x, builder.constant(factor)]);
  return builder.node("Add", [product, builder.constant(summand)]);
}

/** min(max(x, from), to) = to - relu((to - from) - relu(x - from)); a bound that is none is left out. */
function clip(builder: Builder, x: string, from: number, to: number, output: string): boolean {
  const [lower, upper] = [from > -UNBOUNDED, to < UNBOUNDED];
  if (from > to || (!lower && !upper)) return false;
  const above = !lower || from === 0 ? x : builder.node("Sub", [x, builder.constant(from)]);
  if (!upper) {
    if (from === 0) builder.node("Relu", [x], output);
    else builder.node("Add", [builder.node("Relu", [above]), builder.constant(from)], output);
    return true;
  }
  const [low, span] = lower ? [builder.node("Relu", [above]), to - from] : [x, to];
  const rest = builder.node("Relu", [builder.node("Sub", [builder.constant(span), low])]);
  builder.node("Sub", [builder.constant(to), rest], output);
  return true;
}
