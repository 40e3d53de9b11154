import { use } from "chai";

import { ezklMatchers } from "./matchers.ts";

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- how chai's types are extended
  namespace Chai {
    interface Assertion {
      /** A verifier contract accepts the proof (eth_call). @example await expect(proof).to.verifyOn(verifier) */
      verifyOn(verifier: unknown): Promise<void>;
      /** A verifier contract refuses the proof. @example await expect(forged).to.beRejectedBy(verifier) */
      beRejectedBy(verifier: unknown): Promise<void>;
      /**
       * A named output of a proof's statement is this number, or these, within `tolerance` (default 0).
       * @example expect(proof).to.decodeTo("allocation", 0.375, 0.001)
       */
      decodeTo(name: string, expected: number | readonly number[], tolerance?: number): void;
      /** A contract's runtime code has at most 24,576 bytes. @example await expect(verifier).to.fitEip170() */
      fitEip170(): Promise<void>;
    }
  }
}

// Importing this module is what makes the matchers known, as with Hardhat's own.
use(ezklMatchers);

export { ezklMatchers };
