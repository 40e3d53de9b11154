import type { Refusals } from "../../samples/dapp.ts";
import { VERIFIER_REFUSALS } from "../../samples/refusals/verifiers.ts";

import { CAPTURE_REFUSALS } from "./captures.ts";
import { ENROLMENT_REFUSALS } from "./enrolments.ts";
import { MOVE_REFUSALS } from "./moves.ts";
import { TERM_REFUSALS } from "./terms.ts";

/** Every error that a registry, its libraries or its token answer with, by its Solidity name. */
export const REFUSALS: Refusals = {
  ...VERIFIER_REFUSALS,
  ...TERM_REFUSALS,
  ...CAPTURE_REFUSALS,
  ...ENROLMENT_REFUSALS,
  ...MOVE_REFUSALS,
};
