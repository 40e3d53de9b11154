import type { Refusals } from "../../samples/dapp.ts";
import { malformedProofs } from "../../samples/refusals/malformed.ts";
import { formatTime } from "../../samples/format/time.ts";
import { formatDay } from "../format/day.ts";

const PROVE_AGAIN = "prove for this vault, day and account: npx hardhat vault rebalance";
const IMPOSSIBLE = "build the model that the vault names (ezkl build trading-signal) and prove again";

/** Rebalances. */
export const PROOF_REFUSALS: Refusals = {
  ...malformedProofs(PROVE_AGAIN),
  VaultDeadlinePassed: (value) => ({
    what: `the transaction was to be mined until ${formatTime(value("deadline"))}, and it is ${formatTime(value("timestamp"))}`,
    remedy: "try again with a longer --deadline",
  }),
  VaultEpochNotCurrent: (value) => ({
    what: `the proof is of ${formatDay(value("epoch"))}, and the latest day is ${formatDay(value("current"))}`,
    remedy: PROVE_AGAIN,
  }),
  VaultEpochDone: (value) => ({
    what: `${formatDay(value("epoch"))} is done: somebody was faster`,
    remedy: "wait for the next day: the vault takes one proof a day",
  }),
  VaultReturnMismatch: (value) => ({
    what: `the proof is of other prices: return ${value("index")} of its window is ${value("actual")}, the chain's ${value("expected")} (in 2^-16)`,
    remedy: PROVE_AGAIN,
  }),
  EzklConsumerVerifierChanged: () => ({
    what: "the code of the vault's verifier is no longer the pinned one",
    remedy: "nothing can be proven to this vault any more: leave it with vault withdraw or vault exit",
  }),
  EzklConsumerNullifierSpent: () => ({
    what: "a proof of this day by this account was taken already",
    remedy: "wait for the next day",
  }),
  EzklConsumerProofRejected: () => ({ what: "the verifier refused the proof", remedy: IMPOSSIBLE }),
  EzklContextMismatch: () => ({
    what: "the proof was made for another account, day, vault or chain",
    remedy: PROVE_AGAIN,
  }),
};
