/** Lookups of like expressions, before the engine's halo2 merges them into arguments. */
export interface Lookup {
  /** Tables (columns of one split table count apart). */
  tables: number;
  /** Inputs that are looked up in each of them: one for each column of the model's blocks. */
  inputs: number;
  tableDegree: number;
  inputDegree: number;
}

/** Degree of a lookup by logarithmic derivatives without inputs (`mv_lookup::base_degree`). */
function baseDegree({ tableDegree }: Lookup): number {
  return Math.max(3, tableDegree + 2);
}

/** Degree that one input a lookup asks of the circuit. */
export function lookupDegree(lookup: Lookup): number {
  return baseDegree(lookup) + lookup.inputDegree;
}

/**
 * Lookup arguments: inputs of one table share an argument as long as the sum of their degrees stays within the circuit's
 * (`chunk_lookups`).
 */
export function lookupArguments(lookup: Lookup, degree: number): number {
  const together = Math.max(1, Math.floor((degree - baseDegree(lookup)) / lookup.inputDegree));
  return lookup.tables * Math.ceil(lookup.inputs / together);
}
