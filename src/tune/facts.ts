import { z } from "zod";

import type { Settings } from "../artifacts/settings.ts";
import type { EngineVersion } from "../engine/engine.ts";
import { ENGINE_VERSIONS } from "../engine/versions.ts";
import { ArtifactInvalidError } from "../errors/artifact.ts";

/** One einsum as release 23.0.5 records it: an equation such as `mk,kn->mn`, and the length of each axis. */
export interface Einsum {
  equation: string;
  axes: Readonly<Record<string, number>>;
}

/** What settings say of a circuit before any key exists: all that its columns, and so its costs, follow from. */
export interface CircuitFacts {
  engine: EngineVersion;
  /** log2 of the number of rows. */
  k: number;
  /** Columns side by side in a block of each of the three variables. */
  innerColumns: number;
  /** Rows that the model takes with one block of `innerColumns` columns. */
  rows: number;
  /** Cells that the model takes in each of its three variables. */
  assignments: number;
  /** Distinct constants, each a cell of a fixed column. */
  constants: number;
  /** Canonical name of each lookup table, in the settings' order. */
  lookups: readonly string[];
  /** Smallest and largest input of every lookup table. */
  lookupRange: readonly [number, number];
  /** Smallest and largest value of each range check. */
  rangeChecks: readonly (readonly [number, number])[];
  /** Lookups into tables that are part of the witness (gather, scatter …): how many, and the cells of their tables. */
  dynamicLookups: { count: number; cells: number };
  /** Sorts and the like: how many, and the cells of what they permute. */
  shuffles: { count: number; cells: number };
  /** Einsums checked by random linear combination (release 23.0.5 unless disabled); empty when there are none. */
  einsums: readonly Einsum[];
  /** Public felts of a proof: hashes, public inputs, outputs. */
  instances: number;
  /** Tensors of which only a Poseidon hash is public. */
  hashes: number;
  /** Rows that hashing them takes, beside the model's own. */
  hashRows: number;
  decompBase: number;
  decompLegs: number;
}

const count = z.number().int().nonnegative();

/** The settings' keys that only the shape of a circuit depends on; older ones write no einsums. */
const circuitSchema = z.object({
  total_const_size: count,
  num_dynamic_lookups: count,
  total_dynamic_col_size: count,
  num_shuffles: count,
  total_shuffle_col_size: count,
  einsum_params: z
    .object({
      equations: z.array(z.tuple([z.string(), z.record(z.string(), count)])),
      total_einsum_col_size: count,
    })
    .optional(),
});

/** @throws ArtifactInvalidError when the settings are of another engine release, or lack what the columns depend on. */
export function circuitFacts(settings: Settings): CircuitFacts {
  const parsed = circuitSchema.safeParse(settings);
  if (!parsed.success) {
    throw new ArtifactInvalidError(
      "settings",
      "settings",
      parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), problem: message })),
    );
  }
  const engine = ENGINE_VERSIONS.find((version) => version === settings.version);
  if (engine === undefined) {
    throw new ArtifactInvalidError("settings", "settings", [
      { field: "version", problem: `${settings.version} is none of ${ENGINE_VERSIONS.join(", ")}` },
    ]);
  }
  const circuit = parsed.data;
  const { run_args: runArgs, module_sizes: modules } = settings;
  const hashes = sum(modules.poseidon[1]);
  const einsums = circuit.einsum_params;
  return {
    engine,
    k: runArgs.logrows,
    innerColumns: runArgs.num_inner_cols,
    rows: settings.num_rows,
    assignments: settings.total_assignments,
    constants: circuit.total_const_size,
    lookups: settings.required_lookups.map(canonicalName),
    lookupRange: runArgs.lookup_range,
    rangeChecks: settings.required_range_checks,
    dynamicLookups: { count: circuit.num_dynamic_lookups, cells: circuit.total_dynamic_col_size },
    shuffles: { count: circuit.num_shuffles, cells: circuit.total_shuffle_col_size },
    einsums:
      einsums === undefined || einsums.total_einsum_col_size === 0
        ? []
        : einsums.equations.map(([equation, axes]) => ({ equation, axes })),
    instances: hashes + sum(settings.model_instance_shapes.map((shape) => shape.reduce((a, b) => a * b, 1))),
    hashes,
    hashRows: modules.poseidon[0],
    decompBase: runArgs.decomp_base,
    decompLegs: runArgs.decomp_legs,
  };
}

/** The engine writes a lookup as `"Abs"` or `{"Sigmoid":{"scale":128.0}}`; objects are printed with their keys in order. */
function canonicalName(lookup: unknown): string {
  return JSON.stringify(lookup, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
