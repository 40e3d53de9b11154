/**
 * Rows that halo2 keeps for blinding: 3 openings of a permutation polynomial, one at the multiopening's own point, one to
 * spare (`ConstraintSystem::blinding_factors`), and the row before them, which closes the permutation.
 */
const RESERVED_ROWS = 6;

/** Rows that the engine leaves free below a table: the blinding factors and a pad of 3 (`RESERVED_BLINDING_ROWS_PAD`). */
const TABLE_RESERVED_ROWS = 8;

/** Cells of a column that a circuit may assign: 2^k - 6. */
export function usableRows(k: number): number {
  return 2 ** k - RESERVED_ROWS;
}

/**
 * Blocks of `innerColumns` columns that hold `cells` (the engine's `VarTensor::new_advice`): each block but the first repeats
 * one cell, so room is kept for as many repetitions as there are blocks.
 */
export function blocksFor(cells: number, innerColumns: number, k: number): number {
  const capacity = usableRows(k) * innerColumns;
  const blocks = Math.floor(cells / capacity) + 1;
  return Math.floor((cells + blocks) / capacity) + 1;
}

/** Fixed columns for a table of the whole numbers from `low` to `high` (the engine's `num_cols_required`). */
export function tableColumns([low, high]: readonly [number, number], k: number): number {
  return Math.floor(Math.abs(high - low) / (2 ** k - TABLE_RESERVED_ROWS)) + 1;
}
