import type { Selector } from "./selectors.ts";

const LINEAR = 1;
const PRODUCT = 2;

/** Gates of the model's own operations, in the order in which the engine creates their selectors (`BaseConfig::configure`). */
export function baseSelectors(blocks: number, innerColumns: number): Selector[] {
  const selectors: Selector[] = [];
  for (let block = 0; block < blocks; block++) {
    for (let column = 0; column < innerColumns; column++) {
      const lane = `element ${block} ${column}`;
      // Sum, difference, product of two elements.
      for (const degree of [LINEAR, LINEAR, PRODUCT]) {
        selectors.push({ ...gate(degree, degree - 1, lane), crowded: true });
      }
    }
  }
  for (let block = 0; block < blocks; block++) {
    // Dot product, product and sum along the rows: a gate for the first row, and one that carries on.
    const lane = `rows ${block}`;
    selectors.push(
      gate(PRODUCT, innerColumns, lane),
      gate(PRODUCT, innerColumns, lane),
      idle(gate(innerColumns + 1, innerColumns + 1, lane)),
      idle(gate(innerColumns, innerColumns, lane)),
      idle(gate(LINEAR, 0, lane)),
      idle(gate(LINEAR, 0, lane)),
    );
  }
  return selectors;
}

/** Gates of a Poseidon hash of width 2, each a selector with several constraints: full round and partial round (x^5), padding. */
export function hashSelectors(): Selector[] {
  const lane = "hash";
  return [
    { ...gate(5, 16, lane), gates: 2 },
    { ...gate(5, 14, lane), gates: 3 },
    { ...gate(LINEAR, 0, lane), gates: 2 },
  ];
}

/** The dummy constraint of a table's selector, or with a split table the one that bounds the index of the part. */
export function tableSelector(columns: number): Selector {
  return {
    degree: 0,
    gates: 1,
    products: columns === 1 ? 1 : columns + 1,
    lane: "lookup",
    crowded: false,
    idle: false,
  };
}

/** The selector of a dynamic lookup's input or table: in no gate. */
export function plainSelector(): Selector {
  return { degree: 0, gates: 0, products: 0, lane: "lookup", crowded: false, idle: false };
}

/**
 * Gates of release 23.0.5's einsum checks (`ContractionConfig`, `RLCConfig`). With several blocks the engine creates the
 * dot products' selectors anew for every block and keeps the last ones: the rest switch nothing on, and still cost a fixed
 * column each.
 */
export function einsumSelectors(blocks: number, innerColumns: number, outputAxes: number): Selector[] {
  const lane = "einsum";
  const selectors: Selector[] = [];
  // Inputs both of the first phase, mixed, both of the second; folded with a challenge, inputs are of the second.
  for (const usual of [idle, idle, used]) {
    for (let block = 0; block < blocks; block++) {
      for (let column = 0; column < innerColumns; column++) selectors.push(usual(gate(PRODUCT, 1, lane)));
      const kept = block === blocks - 1;
      for (let dot = 0; dot < 2 * blocks; dot++) {
        selectors.push(kept ? usual(gate(PRODUCT, innerColumns, lane)) : idle(plainSelector()));
      }
    }
  }
  for (const usual of [idle, used]) {
    for (let block = 0; block < blocks; block++) {
      selectors.push(
        usual(gate(LINEAR, 0, lane)),
        usual(gate(LINEAR, 0, lane)),
        usual(gate(innerColumns, innerColumns, lane)),
        usual(gate(innerColumns + 1, innerColumns + 1, lane)),
      );
    }
  }
  for (let axis = 0; axis < outputAxes; axis++) {
    // The last axis is folded first, before anything is of the second phase.
    for (const usual of [used, axis === outputAxes - 1 ? idle : used]) {
      for (let block = 0; block < blocks; block++) {
        selectors.push(
          usual(gate(LINEAR, 2 * innerColumns, lane)),
          usual(gate(LINEAR, 2 * innerColumns + 1, lane)),
        );
      }
    }
  }
  return selectors;
}

function used(selector: Selector): Selector {
  return selector;
}

function idle(selector: Selector): Selector {
  return { ...selector, idle: true };
}

/** @param degree of the expression that the selector is multiplied with */
function gate(degree: number, products: number, lane: string): Selector {
  return { degree: 1 + degree, gates: 1, products, lane, crowded: false, idle: false };
}
