import type { Refusals } from "../../samples/dapp.ts";
import { formatTime } from "../../samples/format/time.ts";
import { LOOK } from "./sentence.ts";

/** The contract's `Outcome.Won`. */
const WON = 1n;

/** Entering, drawing, refunds; and what a token says to a fee. */
export const TICKET_REFUSALS: Refusals = {
  ContestEntriesClosed: (value) => ({
    what: `entries closed at ${formatTime(value("closedAt"))}`,
    remedy: "a ticket can no longer be bought here; open or find another contest",
  }),
  ContestSubmissionsClosed: (value) => ({
    what: `submissions closed at ${formatTime(value("closedAt"))}`,
    remedy: "melodies and attempts are no longer taken; see how it ends: npx hardhat contest standings",
  }),
  ContestTicketUnknown: (value) => ({
    what: `there is no ticket ${value("ticket")}`,
    remedy: "`npx hardhat contest status` lists the tickets",
  }),
  ContestMelodyNotDrawn: (value) => ({
    what: `ticket ${value("ticket")} has no melody yet`,
    remedy: `draw it: npx hardhat contest melody --ticket ${value("ticket")}`,
  }),
  ContestMelodyAlreadyDrawn: (value) => ({
    what: `ticket ${value("ticket")} has its melody already`,
    remedy: `see it: npx hardhat contest melody --ticket ${value("ticket")}`,
  }),
  ContestDrawTooEarly: (value) => ({
    what: `the melody comes from the hash of block ${value("drawBlock")}, and block ${value("blockNumber")} is being made`,
    remedy: "wait a few blocks; on a development node: npx hardhat contest forward --until draw",
  }),
  ContestDrawTooLate: (value) => ({
    what: `block ${value("lastBlock")} was the last in which the melody could be drawn`,
    remedy: "the fee is paid back: npx hardhat contest refund --ticket NUMBER",
  }),
  ContestTicketRefunded: (value) => ({
    what: `the fee of ticket ${value("ticket")} was paid back already`,
    remedy: LOOK,
  }),
  ContestTicketStillDrawable: (value) => ({
    what: `the melody of ticket ${value("ticket")} can still be drawn, until block ${value("lastBlock")} or the close of submissions`,
    remedy: `draw it: npx hardhat contest melody --ticket ${value("ticket")}`,
  }),
  ContestRefundForfeited: (value) => ({
    what: `ticket ${value("ticket")} was struck, and its fee is shared by the others`,
    remedy: "nothing comes back for it; refund the others: npx hardhat contest status",
  }),
  ContestRefundNotDue: (value) => ({
    what: `ticket ${value("ticket")} has its melody, so its fee is in the pool`,
    remedy:
      value("outcome") === WON
        ? "the contest has a winner, and the pool is the winners': npx hardhat contest standings"
        : "fees come back when the contest is closed without a winner: npx hardhat contest close",
  }),
  ContestValueMismatch: (value) => ({
    what: `${value("actual")} wei were sent with a call that takes ${value("expected")}`,
    remedy: LOOK,
  }),
  ContestFeeNotReceived: (value) => ({
    what: `the token credited ${value("received")} instead of ${value("expected")} units: it takes a fee on transfers`,
    remedy: "this contest cannot be entered with such a token",
  }),
  ContestPermitWithoutToken: () => ({
    what: "this contest is paid in the chain's own currency",
    remedy: "enter without a permit",
  }),
  ERC20InsufficientBalance: (value) => ({
    what: `${value<string>("sender")} has ${value("balance")} of the ${value("needed")} units of the token that are needed`,
    remedy: "get more of the token, or act with another --account",
  }),
  ERC20InsufficientAllowance: (value) => ({
    what: `the token allows ${value<string>("spender")} ${value("allowance")} of the ${value("needed")} units that are needed`,
    remedy: "run the task again: it allows the amount first",
  }),
};
