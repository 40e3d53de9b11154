import type { Refusals } from "../../samples/dapp.ts";
import { malformedProofs } from "../../samples/refusals/malformed.ts";
import { exactScore } from "../format/score.ts";

const SING_AGAIN =
  "sing for this ticket, contest and account: npx hardhat contest sing --ticket NUMBER --wav FILE";

/** Submitting an attempt. */
export const PROOF_REFUSALS: Refusals = {
  ...malformedProofs(SING_AGAIN),
  ContestNotTicketHolder: (value) => ({
    what: `ticket ${value("ticket")} belongs to ${value<string>("holder")}, not to ${value<string>("caller")}`,
    remedy: "act as its holder: --account NUMBER or ADDRESS",
  }),
  ContestMelodyMismatch: (value) => ({
    what: `the proof is about another melody: slot ${value("slot")} differs from the ticket's`,
    remedy: SING_AGAIN,
  }),
  ContestScoreNotPositive: (value) => ({
    what: `the judge gave ${exactScore(value("score"))}; only a score above 0 counts`,
    remedy: SING_AGAIN,
  }),
  ContestAttemptNotBetter: (value) => ({
    what: `the attempt scores ${exactScore(value("score"))}, and the ticket has ${exactScore(value("best"))} already`,
    remedy: "only a better attempt replaces one; scores above the cap count as the cap",
  }),
  ContestRecordingHashMissing: () => ({ what: "the attempt commits to no recording", remedy: SING_AGAIN }),
  EzklConsumerVerifierChanged: () => ({
    what: "the code of the contest's verifier is no longer the pinned one",
    remedy: "nothing can be proven to this contest any more: do not enter it",
  }),
  EzklConsumerNullifierSpent: () => ({
    what: "a proof for this ticket and recording was submitted already",
    remedy: "sing anew for another attempt",
  }),
  EzklConsumerProofRejected: () => ({
    what: "the verifier refused the proof",
    remedy: `the file is damaged or altered, or was made with another judge: ${SING_AGAIN}`,
  }),
  EzklContextMismatch: () => ({
    what: "the proof was made for another account, ticket, recording, contest or chain",
    remedy: SING_AGAIN,
  }),
};
