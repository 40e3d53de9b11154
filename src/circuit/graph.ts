import type { Op, TableFunction } from "./op.ts";
import type { CircuitVisibility } from "./read-op.ts";

/** One output of one node. */
export interface Outlet {
  node: number;
  slot: number;
}

export interface CircuitNode {
  index: number;
  op: Op;
  /** Values stand for integer / 2^scale. */
  scale: number;
  inputs: readonly Outlet[];
  dims: readonly number[];
}

/** The compiled circuit of one release, as far as its answers depend on it. */
export interface CircuitGraph {
  version: string;
  /** In the order in which they are evaluated. */
  nodes: ReadonlyMap<number, CircuitNode>;
  inputs: readonly number[];
  outputs: readonly Outlet[];
  visibility: { input: CircuitVisibility; params: CircuitVisibility; output: CircuitVisibility };
  /** What a decomposed value consists of: |x| < base ^ legs. */
  decomposition: { base: number; legs: number };
  /** Inputs and outputs are not checked against it. */
  ignoresRangeChecks: boolean;
  /** From where to where tables are asked for; they fill whole columns of 2^logrows rows. */
  lookupRange: readonly [number, number];
  logrows: number;
  tables: readonly TableFunction[];
}
