import type { TuningCandidate } from "../artifacts/tuning-record.ts";
import type { EngineVersion } from "../engine/engine.ts";
import { sha256 } from "../pipeline/files.ts";

export type FullRunArgs = TuningCandidate["runArgs"];

/** All that a circuit is made from, besides the model: which graph, which release, which arguments. */
export interface CircuitSpec {
  graph: string;
  engine: EngineVersion;
  runArgs: FullRunArgs;
}

/** What decides the circuit's outputs: the rest only lays the same computation out differently. */
export interface Numeric {
  graph: string;
  engine: EngineVersion;
  inputScale: number;
  paramScale: number;
  scaleRebaseMultiplier: number;
  rebaseFracZeroConstants: boolean;
  boundedLogLookup: boolean;
}

/** How the computation is laid out. */
export interface Layout {
  decompBase: number;
  decompLegs: number;
  innerColumns: number;
  logrows: number;
  lookupRange: readonly [number, number];
  /** Release 23.0.5 only. */
  disableFreivalds?: boolean;
}

export type Variables = FullRunArgs["variables"];

export function specOf(
  { graph, engine, ...numeric }: Numeric,
  layout: Layout,
  variables: Variables,
): CircuitSpec {
  const [low, high] = layout.lookupRange;
  return { graph, engine, runArgs: { ...numeric, ...layout, lookupRange: [low, high], variables } };
}

/** The same for the same content, whatever the order of the fields. */
export function keyOf(value: object): string {
  return sha256(stable(value)).slice(0, 24);
}

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${key}:${stable(item)}`).join(",")}}`;
}
