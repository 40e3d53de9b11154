import { CONTEXT_INPUT, CONTEXT_OUTPUT } from "../../../../src/onnx/context-names.ts";
import type { Dataflow, Parameter } from "../../../../src/onnx/dataflow.ts";
import type { OnnxValue } from "../../../../src/onnx/graph.ts";

/** One thing in the drawing: what comes in, what is done, what goes out. */
export interface Box {
  id: string;
  kind: "input" | "operation" | "output" | "context";
  title: string;
  /** Below the title: shapes. Empty where there is nothing to say. */
  detail: string;
}

export interface Arrow {
  from: string;
  to: string;
}

export interface Boxes {
  boxes: Box[];
  arrows: Arrow[];
}

/** Longer names are cut: the drawing shall be readable. */
const LONGEST_TEXT = 32;
/** Shapes of parameters that are named of one operation. */
const MOST_SHAPES = 3;

/** The dataflow as boxes and arrows; parameters stand within the operation that reads them. */
export function boxesOf({ inputs, outputs, parameters, operations }: Dataflow): Boxes {
  const boxes: Box[] = [];
  const arrows = new Map<string, Arrow>();
  const givenBy = new Map<string, string>();
  const connect = (tensor: string, to: string): void => {
    const from = givenBy.get(tensor);
    if (from !== undefined) arrows.set(`${from} ${to}`, { from, to });
  };
  for (const [index, value] of inputs.entries()) {
    const id = `input${index}`;
    givenBy.set(value.name, id);
    boxes.push({ id, ...endOf(value, "input") });
  }
  // Files list operations in any order.
  for (const [index, { outputs: given }] of operations.entries())
    for (const name of given) givenBy.set(name, `operation${index}`);
  for (const [index, { op, inputs: read, outputs: given }] of operations.entries()) {
    const id = `operation${index}`;
    const detail = shapesOf(read.map((name) => parameters.get(name)));
    const kind = given.includes(CONTEXT_OUTPUT) ? "context" : "operation";
    boxes.push({ id, kind, title: shortened(op), detail });
    for (const name of read) connect(name, id);
  }
  for (const [index, value] of outputs.entries()) {
    const id = `output${index}`;
    boxes.push({ id, ...endOf(value, "output") });
    connect(value.name, id);
  }
  return { boxes, arrows: [...arrows.values()] };
}

function endOf({ name, shape, elementType }: OnnxValue, kind: "input" | "output"): Omit<Box, "id"> {
  const isContext = name === CONTEXT_INPUT || name === CONTEXT_OUTPUT;
  return {
    kind: isContext ? "context" : kind,
    title: shortened(isContext ? `context, ${kind}` : name),
    detail: shortened(`${elementType} ${shape === null ? "of any shape" : `[${shape.join(", ")}]`}`),
  };
}

function shapesOf(found: readonly (Parameter | undefined)[]): string {
  const shapes = found
    .map((parameter) => parameter?.shape ?? [])
    .filter(({ length }) => length > 0)
    .map((shape) => `[${shape.join(", ")}]`);
  const more = shapes.length > MOST_SHAPES ? ", …" : "";
  return shortened(shapes.slice(0, MOST_SHAPES).join(", ") + more);
}

function shortened(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1)}…`;
}
