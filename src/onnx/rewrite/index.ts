import { OnnxMalformedError } from "../../errors/onnx.ts";
import { WireError } from "../message.ts";
import { readModel } from "../model.ts";

import { readNode, writeNode, type Node } from "./node.ts";
import { concat, contentOf, messageField, rawFields } from "./raw.ts";
import { RULES, type Builder, type RuleName } from "./rules.ts";
import { readScalar, writeScalar } from "./scalar.ts";

export { RULES, type RuleName } from "./rules.ts";

/** Broadcasting without attributes, which the rules write, begins here. */
const OLDEST_OPSET = 7;
/** Begins every name that a rewrite adds. */
const PREFIX = "ezkl_rewrite_";

/**
 * The same model with some nodes in other words, by the named rules; everything else stays byte for byte. Only float32 models of one graph message are
 * rewritten, and only in their outer graph.
 * @returns undefined when no rule finds anything
 * @throws OnnxMalformedError
 */
export function rewriteOnnx(
  bytes: Uint8Array,
  rules: readonly RuleName[],
  where: string,
): Uint8Array | undefined {
  const { opset, graph } = readModel(bytes, where);
  const plain = [...graph.names].every((name) => !name.startsWith(PREFIX));
  if (opset < OLDEST_OPSET || !plain || graph.inputs.some(({ elementType }) => elementType !== "float32"))
    return undefined;
  try {
    const fields = rawFields(bytes);
    if (fields.filter(({ field }) => field === 7).length !== 1) return undefined;
    let changed = false;
    const parts = fields.map((part) => {
      if (part.field !== 7) return part.raw;
      const rewritten = rewriteGraph(contentOf(part), rules);
      changed = rewritten !== undefined;
      return rewritten === undefined ? part.raw : messageField(7, rewritten);
    });
    return changed ? concat(parts) : undefined;
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause;
    throw new OnnxMalformedError(where, cause.message, cause);
  }
}

function rewriteGraph(bytes: Uint8Array, rules: readonly RuleName[]): Uint8Array | undefined {
  const fields = rawFields(bytes);
  const nodes = new Map(
    fields.filter(({ field }) => field === 1).map((part) => [part, readNode(contentOf(part))]),
  );
  const all = [...nodes.values()];
  const scalars = scalarsOf(fields.filter(({ field }) => field === 5).map(contentOf), all);
  const outputs = new Set(
    fields.filter(({ field }) => field === 12).map((part) => valueName(contentOf(part))),
  );
  const onlyReaderOf = (name: string): Node | undefined => {
    const readers = all.filter(({ inputs }) => inputs.includes(name)).length;
    return readers === 1 && !outputs.has(name) ? all.find((node) => node.outputs.includes(name)) : undefined;
  };

  let names = 0;
  let changed = false;
  const constants: Uint8Array[] = [];
  const parts: Uint8Array[] = [];
  for (const part of fields) {
    const node = nodes.get(part);
    const made: Uint8Array[] = [];
    const builder: Builder = {
      node: (op, inputs, output = `${PREFIX}${names++}`) => {
        made.push(messageField(1, writeNode(op, inputs, output)));
        return output;
      },
      constant: (value) => {
        const name = `${PREFIX}${names++}`;
        constants.push(messageField(5, writeScalar(name, value)));
        return name;
      },
    };
    const scalar = (name: string): number | undefined => scalars.get(name);
    const done =
      node?.domain === "" && rules.some((rule) => RULES[rule]({ node, scalar, onlyReaderOf }, builder));
    parts.push(...(done ? made : [part.raw]));
    changed ||= done;
  }
  return changed ? concat([...parts, ...constants]) : undefined;
}

/** Single float32 values by name, from initializers and Constant nodes. */
function scalarsOf(tensors: readonly Uint8Array[], nodes: readonly Node[]): Map<string, number> {
  const scalars = new Map<string, number>();
  for (const tensor of tensors) {
    const found = readScalar(tensor);
    if (found !== undefined) scalars.set(found.name, found.value);
  }
  for (const { op, domain, outputs, attributes } of nodes) {
    const attribute = attributes.get("value");
    if (op !== "Constant" || domain !== "" || attribute === undefined) continue;
    const tensor = rawFields(attribute).find(({ field }) => field === 5);
    const found = tensor === undefined ? undefined : readScalar(contentOf(tensor));
    if (found !== undefined) scalars.set(outputs[0] as string, found.value);
  }
  return scalars;
}

/** Name of a ValueInfoProto. */
function valueName(bytes: Uint8Array): string {
  const name = rawFields(bytes).find(({ field }) => field === 1);
  return name === undefined ? "" : new TextDecoder().decode(contentOf(name));
}
