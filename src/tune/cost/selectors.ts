/** A column of ones and zeros that switches gates on. */
export interface Selector {
  /** Highest degree of its gates' polynomials, this selector included; 0 for one that lookups use, or that no gate does. */
  degree: number;
  /** Constraints that it switches on. */
  gates: number;
  /** Field multiplications that evaluating them takes, without those for the selector. */
  products: number;
  /** Two selectors of one lane are never on in the same row. */
  lane: string;
  /** Whether a row of it is likely on in other crowded lanes as well. */
  crowded: boolean;
  /** Whether most models never switch it on. */
  idle: boolean;
}

export interface PackedSelectors {
  /** Fixed columns. */
  columns: number;
  /** Of these, how many are likely zero throughout: their commitment is the point at infinity. */
  idle: number;
  /** Field multiplications that evaluating all gates takes. */
  products: number;
}

/**
 * The fixed columns that halo2 packs the selectors into (its `compress_selectors::process`): lookups' selectors have a column
 * each; n gates' selectors share one, with values 0 to n, as long as the gates' degree, raised by n - 1, stays within the
 * circuit's. Greedy, in the order of creation; two selectors that are on in the same row are kept apart.
 *
 * Settings do not say which rows those are. Taken here: operations on single elements collide with those of every other
 * column, since elements are laid out across columns; nothing else does. With one column or gates of degree 5 (at most 3
 * columns; no dynamic lookup, hash, or table longer than a column) the packing does not depend on it, and the count is exact;
 * elsewhere an operation that the model does not use saves a column or, in circuits of many blocks, up to one in twenty.
 */
export function packSelectors(selectors: readonly Selector[], degree: number): PackedSelectors {
  const simple = selectors.filter((selector) => selector.degree > 0);
  const placed = new Set<Selector>();
  const apart = selectors.filter((selector) => selector.degree === 0);
  let columns = apart.length;
  let idle = apart.filter((selector) => selector.idle).length;
  let products = 0;
  for (const selector of selectors) products += selector.products;
  for (const [index, first] of simple.entries()) {
    if (placed.has(first)) continue;
    columns++;
    const members = [first];
    let rest = first.degree - 1;
    for (let at = index + 1; at < simple.length && rest + members.length < degree; at++) {
      const next = simple[at] as Selector;
      const candidate = Math.max(rest, next.degree - 1);
      if (placed.has(next) || candidate + members.length + 1 > degree) continue;
      if (members.some((member) => collide(member, next))) continue;
      rest = candidate;
      members.push(next);
      placed.add(next);
    }
    if (members.every((member) => member.idle)) idle++;
    for (const { gates } of members) products += gates * members.length;
  }
  return { columns, idle, products };
}

function collide(a: Selector, b: Selector): boolean {
  return a.crowded && b.crowded && a.lane !== b.lane;
}
