import { isLocal } from "../deployments/local-chains.ts";
import { ceremonyOf } from "../srs/ceremonies.ts";

const DEV = "a dev SRS, whose maker can forge proofs: for local chains only";

/** What a verifier with these four words stands on, in words. */
export function standsOn(negG2: readonly string[]): string {
  const ceremony = ceremonyOf(negG2);
  return ceremony === undefined ? DEV : `the ceremony ${ceremony}`;
}

/** No known ceremony, on a chain where that matters. */
export function unsafeOn(negG2: readonly string[], chainId: bigint): boolean {
  return ceremonyOf(negG2) === undefined && !isLocal(chainId);
}
