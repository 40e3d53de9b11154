import type { CircuitFacts } from "../facts.ts";
import { blocksFor, tableColumns } from "./columns.ts";
import { misfit } from "./room.ts";

/** The engine's own bounds (`MIN_LOGROWS`, `MAX_PUBLIC_SRS`). */
const LOWEST_K = 6;
const HIGHEST_K = 26;

/** The smallest k at which the circuit can be laid out at all, in however many blocks of columns and parts of tables (see `misfit`). */
export function smallestK(facts: CircuitFacts): number {
  return firstK((k) => misfit(facts, k) === undefined);
}

/**
 * The smallest k at which the model's cells are one block, and every table one column. Below it columns and lookups double with each k,
 * and gas and code with them; the time to prove changes little.
 */
export function smallestKOfOneBlock(facts: CircuitFacts): number {
  const ranges = facts.lookups.length > 0 ? [...facts.rangeChecks, facts.lookupRange] : facts.rangeChecks;
  return firstK(
    (k) =>
      misfit(facts, k) === undefined &&
      blocksFor(facts.assignments, facts.innerColumns, k) === 1 &&
      blocksFor(facts.constants, 1, k) === 1 &&
      blocksFor(facts.dynamicLookups.cells + facts.shuffles.cells, 1, k) === 1 &&
      ranges.every((range) => tableColumns(range, k) === 1),
  );
}

function firstK(fits: (k: number) => boolean): number {
  for (let k = LOWEST_K; k < HIGHEST_K; k++) if (fits(k)) return k;
  return HIGHEST_K;
}
