import type { Refusals } from "../../samples/dapp.ts";
import { VERIFIER_REFUSALS } from "../../samples/refusals/verifiers.ts";
import { CLOSING_REFUSALS } from "./closing.ts";
import { OPENING_REFUSALS } from "./opening.ts";
import { PROOF_REFUSALS } from "./proofs.ts";
import { TICKET_REFUSALS } from "./tickets.ts";

/** Every error that a contest, its libraries or its token answers with, by its Solidity name. */
export const REFUSALS: Refusals = {
  ...OPENING_REFUSALS,
  ...VERIFIER_REFUSALS,
  ...TICKET_REFUSALS,
  ...PROOF_REFUSALS,
  ...CLOSING_REFUSALS,
};
