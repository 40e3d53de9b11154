import { CircuitTooLargeError } from "../../errors/cost.ts";
import type { CircuitFacts } from "../facts.ts";
import { blocksFor, tableColumns } from "./columns.ts";
import { einsumSize } from "./einsums.ts";
import { baseSelectors, einsumSelectors, hashSelectors, plainSelector, tableSelector } from "./gates.ts";
import { lookupArguments, lookupDegree, type Lookup } from "./lookups.ts";
import { misfit } from "./room.ts";
import { packSelectors, type Selector } from "./selectors.ts";

/** A halo2 circuit as its verifying key fixes it: what proof bytes, key size and gas follow from. */
export interface CircuitShape {
  k: number;
  /** Blocks of columns that the model's cells are spread over; 1 unless k is too small for them. */
  blocks: number;
  /** Witness columns, all phases. */
  advice: number;
  /** Constants, tables and packed selectors. */
  fixed: number;
  /** Of the packed selectors, how many no row uses, as far as that can be told: see `packSelectors`. */
  idle: number;
  instanceColumns: number;
  /** Lookup arguments, after inputs that share a table are merged. */
  lookups: number;
  /** Columns whose cells can be tied to each other. */
  permutationColumns: number;
  /** Grand products that tie them: each takes `degree - 2` columns. */
  permutationChunks: number;
  /** Highest degree of a constraint; the quotient has `degree - 1` pieces. */
  degree: number;
  /** Polynomial constraints of the gates. */
  gates: number;
  /** Field multiplications that evaluating them at a point takes. */
  gateProducts: number;
  /** Selectors before packing. */
  selectors: number;
  /** Challenges of the einsum checks. */
  challenges: number;
  /** Openings of witness columns at any point. */
  adviceQueries: number;
  /** Felts in the proof. */
  evaluations: number;
  /** Commitments that the opening argument combines: the proof's, the verifying key's, one for the quotient. */
  commitments: number;
}

/** What one part of the circuit adds. */
interface Part {
  advice: number;
  adviceQueries: number;
  fixed: number;
  /** Of `advice` and `fixed`, how many take part in the permutation. */
  permuted: number;
  selectors: readonly Selector[];
  lookups: readonly Lookup[];
  /** Highest degree of its gates. */
  degree: number;
  challenges: number;
}

const NOTHING: Part = {
  advice: 0,
  adviceQueries: 0,
  fixed: 0,
  permuted: 0,
  selectors: [],
  lookups: [],
  degree: 0,
  challenges: 0,
};

/**
 * The circuit that the engine would configure (`GraphCircuit::configure_with_params`) for these facts, after halo2's packing of selectors.
 * Counts follow halo2's PLONK with lookups by logarithmic derivatives, one multiplicity and one sum polynomial a lookup:
 * - evaluations: witness queries + fixed columns + 1 (blinding) + permutation columns + 3 a chunk but 2 for the last
 *   + 3 a lookup;
 * - commitments: witness + fixed + permutation columns + chunks + 2 a lookup + the blinding polynomial + the quotient.
 * @throws CircuitTooLargeError when there is no room at this k: see `misfit`
 */
export function circuitShape(facts: CircuitFacts): CircuitShape {
  const { k, innerColumns } = facts;
  const problem = misfit(facts, k);
  if (problem !== undefined) throw new CircuitTooLargeError(k, problem);

  const blocks = blocksFor(facts.assignments, innerColumns, k);
  const lanes = blocks * innerColumns;
  const parts = [
    hashing(facts),
    model(facts, blocks),
    ...staticLookups(facts, lanes),
    ...dynamicLookups(facts, lanes),
    ...facts.rangeChecks.map((range) => rangeCheck(range, k, lanes)),
    einsums(facts),
  ];
  const total = (read: (part: Part) => number): number => parts.reduce((sum, part) => sum + read(part), 0);
  const lookupList = parts.flatMap((part) => part.lookups);
  const degree = Math.max(...parts.map((part) => part.degree), ...lookupList.map(lookupDegree));
  const selectors = parts.flatMap((part) => part.selectors);

  const packed = packSelectors(selectors, degree);
  const advice = total((part) => part.advice);
  const adviceQueries = total((part) => part.adviceQueries);
  const fixed = total((part) => part.fixed) + packed.columns;
  const instanceColumns = 1;
  const lookups = lookupList.reduce((sum, lookup) => sum + lookupArguments(lookup, degree), 0);
  const permutationColumns = total((part) => part.permuted) + instanceColumns;
  const permutationChunks = Math.ceil(permutationColumns / (degree - 2));
  return {
    k,
    blocks,
    advice,
    fixed,
    idle: packed.idle,
    instanceColumns,
    lookups,
    permutationColumns,
    permutationChunks,
    degree,
    gates: selectors.reduce((sum, selector) => sum + selector.gates, 0),
    gateProducts: packed.products,
    selectors: selectors.length,
    challenges: total((part) => part.challenges),
    adviceQueries,
    evaluations: adviceQueries + fixed + 1 + permutationColumns + (3 * permutationChunks - 1) + 3 * lookups,
    commitments: advice + fixed + permutationColumns + permutationChunks + 2 * lookups + 2,
  };
}

/** Three variables (two inputs, one output), each of `blocks` blocks; sums carry on from the output's previous row. */
function model({ innerColumns, constants, hashes, k }: CircuitFacts, blocks: number): Part {
  const advice = 3 * blocks * innerColumns;
  const constantColumns = constants > 0 ? blocksFor(constants, 1, k) : hashes > 0 ? 1 : 0;
  const selectors = baseSelectors(blocks, innerColumns);
  return {
    ...NOTHING,
    advice,
    adviceQueries: advice + blocks,
    fixed: constantColumns,
    permuted: advice + constantColumns,
    selectors,
    degree: Math.max(3, innerColumns + 2),
  };
}

/** Poseidon of width 2: two state columns opened at three rows, one for partial rounds, four of round constants. */
function hashing({ hashes }: CircuitFacts): Part {
  if (hashes === 0) return NOTHING;
  return {
    ...NOTHING,
    advice: 3,
    adviceQueries: 7,
    fixed: 4,
    permuted: 4,
    selectors: hashSelectors(),
    degree: 6,
  };
}

/** Every table has the inputs' columns in common; a table longer than a column is split, and an index says which part is meant. */
function staticLookups({ lookups, lookupRange, k }: CircuitFacts, lanes: number): Part[] {
  const columns = tableColumns(lookupRange, k);
  return lookups.map((_, index) => tableLookup(columns, index === 0 ? 2 * columns : columns, lanes));
}

function rangeCheck(range: readonly [number, number], k: number, lanes: number): Part {
  const columns = tableColumns(range, k);
  return tableLookup(columns, columns, lanes);
}

/** An input is selector * (a factor for each other part of the table) * value. */
function tableLookup(columns: number, fixed: number, lanes: number): Part {
  return {
    ...NOTHING,
    fixed,
    selectors: Array.from({ length: lanes }, () => tableSelector(columns)),
    lookups: [{ tables: columns, inputs: lanes, tableDegree: 1, inputDegree: columns + 1 }],
  };
}

/** Dynamic lookups share three columns for their tables with the shuffles; a table cell is switched on by a selector. */
function dynamicLookups({ dynamicLookups: dynamic, shuffles, k }: CircuitFacts, lanes: number): Part[] {
  const kinds = [dynamic, shuffles].filter((kind) => kind.count > 0);
  const blocks = blocksFor(dynamic.cells + shuffles.cells, 1, k);
  return kinds.map((_, index) => ({
    ...NOTHING,
    ...(index === 0 ? { advice: 3 * blocks, adviceQueries: 3 * blocks, permuted: 3 * blocks } : {}),
    selectors: Array.from({ length: blocks + lanes }, plainSelector),
    lookups: [{ tables: blocks, inputs: lanes, tableDegree: 2, inputDegree: 2 }],
  }));
}

/** Release 23.0.5 checks matrix products with random vectors: six variables of their own, two of them outputs. */
function einsums({ einsums: list, innerColumns, k }: CircuitFacts): Part {
  if (list.length === 0) return NOTHING;
  const { cells, outputAxes } = einsumSize(list);
  const blocks = blocksFor(cells, innerColumns, k);
  const advice = 6 * blocks * innerColumns;
  const selectors = einsumSelectors(blocks, innerColumns, outputAxes);
  return {
    ...NOTHING,
    advice,
    adviceQueries: advice + 2 * blocks,
    permuted: advice,
    selectors,
    degree: innerColumns + 2,
    challenges: outputAxes,
  };
}
