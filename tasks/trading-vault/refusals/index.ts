import type { Refusals } from "../../samples/dapp.ts";
import { VERIFIER_REFUSALS } from "../../samples/refusals/verifiers.ts";

import { MONEY_REFUSALS } from "./money.ts";
import { PRICE_REFUSALS } from "./prices.ts";
import { PROOF_REFUSALS } from "./proofs.ts";
import { TERM_REFUSALS } from "./terms.ts";

/** Every error that a vault, its ring, its libraries or its tokens answer with, by its Solidity name. */
export const REFUSALS: Refusals = {
  ...VERIFIER_REFUSALS,
  ...TERM_REFUSALS,
  ...PRICE_REFUSALS,
  ...PROOF_REFUSALS,
  ...MONEY_REFUSALS,
};
