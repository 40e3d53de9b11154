/** The last challenges of every transcript, in order. A circuit with phases of its own has others before them. */
const CHALLENGES = ["theta", "beta", "gamma", "y", "x", "zeta", "nu", "mu"] as const;

/** What the verifier computes once and uses by name; the engine keeps each at a constant address, here in the second place. */
const COMPUTED = {
  xToN: "X_N_MPTR",
  vanishingInverse: "X_N_MINUS_1_INV_MPTR",
  lLast: "L_LAST_MPTR",
  lBlind: "L_BLIND_MPTR",
  lFirst: "L_0_MPTR",
  instanceEval: "INSTANCE_EVAL_MPTR",
  quotientEval: "QUOTIENT_EVAL_MPTR",
} as const;

/** A challenge of one circuit's own phases. */
type OwnChallenge = `challenge${number}`;
export type Challenge = (typeof CHALLENGES)[number] | OwnChallenge;
export type Quantity = Challenge | keyof typeof COMPUTED;

const FIXED: readonly Quantity[] = [...CHALLENGES, ...(Object.keys(COMPUTED) as (keyof typeof COMPUTED)[])];

/** The number that stands for a quantity in nodes. */
export function quantityIndex(quantity: Quantity): bigint {
  const index = FIXED.indexOf(quantity);
  return BigInt(index < 0 ? FIXED.length + Number(quantity.slice("challenge".length)) : index);
}

/** The quantity of that number. */
export function quantityOf(index: bigint): Quantity {
  return FIXED[Number(index)] ?? `challenge${Number(index) - FIXED.length}`;
}

/** Where in memory the engine keeps each challenge. @param constants of the engine's contract */
export function challengeAddresses(constants: ReadonlyMap<string, bigint>): ReadonlyMap<number, Challenge> {
  const addresses = new Map<number, Challenge>();
  const [first, theta] = [Number(constants.get("CHALLENGE_MPTR")), Number(constants.get("THETA_MPTR"))];
  for (let at = first; at < theta; at += 32) addresses.set(at, `challenge${(at - first) / 32}`);
  for (const [index, challenge] of CHALLENGES.entries()) addresses.set(theta + 32 * index, challenge);
  return addresses;
}

/** The quantity that the engine keeps at the address of this name, if any. */
export function computedAt(constant: string): Quantity | undefined {
  return (Object.keys(COMPUTED) as (keyof typeof COMPUTED)[]).find((key) => COMPUTED[key] === constant);
}
