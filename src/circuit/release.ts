/** What differs between releases in the way a circuit is written. */
export interface CircuitRelease {
  /** Inverting operations carry the number that is added to what they invert. */
  writesEpsilon: boolean;
  /** Run arguments have a scale to rebase to, an epsilon and a switch for random checks of products, and no commitment scheme. */
  writesRebaseScale: boolean;
  /** Settings list the products of sums. */
  writesEinsums: boolean;
}

const RELEASES: ReadonlyMap<string, CircuitRelease> = new Map([
  ["21.0.0", { writesEpsilon: false, writesRebaseScale: false, writesEinsums: false }],
  ["23.0.5", { writesEpsilon: true, writesRebaseScale: true, writesEinsums: true }],
]);

/** The format of a release; undefined for releases whose circuits were not looked at. */
export const circuitRelease = (version: string): CircuitRelease | undefined => RELEASES.get(version);
