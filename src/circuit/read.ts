import { CircuitFileMalformedError } from "../errors/circuit.ts";

import { ByteReader } from "./bytes.ts";
import type { CircuitGraph, CircuitNode, Outlet } from "./graph.ts";
import { OpReader, readVisibility } from "./read-op.ts";
import { readCircuitSettings } from "./read-settings.ts";
import { circuitRelease } from "./release.ts";

interface Parsed {
  nodes: Map<number, CircuitNode>;
  inputs: number[];
  outputs: Outlet[];
}

/**
 * The engine's compiled circuit (`network.ezkl`).
 * @throws CircuitFileMalformedError when a byte is left over, missing, or means nothing in this release.
 * @example readCircuit(await readFile("network.ezkl"), "21.0.0").outputs
 */
export function readCircuit(bytes: Uint8Array, version: string): CircuitGraph {
  const release = circuitRelease(version);
  if (release === undefined)
    throw new CircuitFileMalformedError(version, 0, "this release's format is not known");
  const read = new ByteReader(bytes, version);
  const ops = new OpReader(read, release.writesEpsilon);
  const parsed = readNodes(read, ops);
  const visibility = {
    input: readVisibility(read),
    params: readVisibility(read),
    output: readVisibility(read),
  };
  const settings = readCircuitSettings(read, ops, release);
  skipEmptyWitness(read);
  if (read.remaining > 0) read.fail(`${read.remaining} bytes are left over`);
  return { version, ...parsed, visibility, ...settings };
}

const readOutlet = (read: ByteReader): Outlet => ({ node: read.u64(), slot: read.u64() });

function readNodes(read: ByteReader, ops: OpReader): Parsed {
  const nodes = new Map<number, CircuitNode>();
  const count = read.count(8);
  for (let i = 0; i < count; i++) {
    const key = read.u64();
    if (read.variant("a node", ["node", "loop"]) === "loop") read.fail("loops are not read");
    const node = readNode(read, ops);
    if (node.index !== key || nodes.has(key)) read.fail(`node ${key} says that it is node ${node.index}`);
    nodes.set(key, node);
  }
  const parsed = { nodes, inputs: read.sizes(), outputs: read.list(16, () => readOutlet(read)) };
  // The outputs' element types.
  read.list(4, () => read.u32());
  return parsed;
}

function readNode(read: ByteReader, ops: OpReader): CircuitNode {
  const op = ops.op();
  const scale = read.i32();
  const inputs = read.list(16, () => readOutlet(read));
  const dims = read.sizes();
  const index = read.u64();
  read.u64();
  return { index, op, scale, inputs, dims };
}

/** The circuit is written with a witness of zeros; its shape follows from the inputs. */
function skipEmptyWitness(read: ByteReader): void {
  const felts = () => read.list(8, () => read.list(32, () => read.felt()));
  felts();
  if (read.bool()) read.fail("its witness is not empty");
  felts();
  for (let part = 0; part < 3; part++) if (read.bool()) read.fail("its witness is not empty");
  for (let part = 0; part < 3; part++) read.i128();
  read.option(() => read.text());
}
