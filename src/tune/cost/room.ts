import type { CircuitFacts } from "../facts.ts";
import { blocksFor, tableColumns, usableRows } from "./columns.ts";
import { einsumSize } from "./einsums.ts";

/**
 * Most blocks of one variable, and most columns of one table. The engine knows no limit; a verifier of 128 blocks has hundreds of
 * kilobytes, which no chain stores, so what lies beyond is not worth describing.
 */
const MOST_BLOCKS = 128;

/** Why the circuit has no room in 2^k rows; undefined when it has. */
export function misfit(facts: CircuitFacts, k: number): string | undefined {
  const usable = usableRows(k);
  if (facts.instances > usable) return `${facts.instances} instances in a column of ${usable}`;
  if (facts.hashRows > usable) return `hashes of ${facts.hashRows} rows in ${usable}`;
  const ranges = facts.lookups.length > 0 ? [...facts.rangeChecks, facts.lookupRange] : facts.rangeChecks;
  const most = Math.max(
    blocksFor(facts.assignments, facts.innerColumns, k),
    blocksFor(facts.constants, 1, k),
    blocksFor(facts.dynamicLookups.cells + facts.shuffles.cells, 1, k),
    blocksFor(einsumSize(facts.einsums).cells, facts.innerColumns, k),
    ...ranges.map((range) => tableColumns(range, k)),
  );
  return most > MOST_BLOCKS ? `${most} blocks of columns where ${MOST_BLOCKS} are the limit` : undefined;
}
