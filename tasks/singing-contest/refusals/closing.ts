import type { Refusals } from "../../samples/dapp.ts";
import { formatTime } from "../../samples/format/time.ts";
import { LOOK } from "./sentence.ts";

const RECORDING_REMEDY = "give the .recording.pcm file that `contest sing` wrote beside the submitted proof";
const OUTCOMES = ["undecided", "won", "void"];
const CHALLENGES = ["was not challenged", "is challenged", "has answered its challenge", "was struck"];

/** Challenges, their answers, the close and what is owed after it. */
export const CLOSING_REFUSALS: Refusals = {
  ContestSubmissionsOpen: (value) => ({
    what: `submissions are open until ${formatTime(value("closeAt"))}, and challenges come after them`,
    remedy: "wait; on a development node: npx hardhat contest forward --until submissions-closed",
  }),
  ContestChallengesClosed: (value) => ({
    what: `challenges closed at ${formatTime(value("closedAt"))}`,
    remedy: "close the contest: npx hardhat contest close",
  }),
  ContestTicketNotPlaced: (value) => ({
    what: `ticket ${value("ticket")} is not among the best eight`,
    remedy: "only a place can be challenged: npx hardhat contest standings",
  }),
  ContestAlreadyChallenged: (value) => ({
    what: `ticket ${value("ticket")} was challenged already, by ${value<string>("challenger")}`,
    remedy: "each ticket can be challenged once; its recording will be public or its place lost",
  }),
  ContestNotChallenged: (value) => ({
    what: `ticket ${value("ticket")} ${CHALLENGES[Number(value("challenge"))] ?? "awaits no answer"}`,
    remedy: "a recording is published only to answer a challenge",
  }),
  ContestRevealsClosed: (value) => ({
    what: `answers were taken until ${formatTime(value("closedAt"))}`,
    remedy: "the ticket loses its place when the contest is closed",
  }),
  ContestRecordingLength: (value) => ({
    what: `the recording has ${value("actual")} bytes instead of ${value("expected")}`,
    remedy: RECORDING_REMEDY,
  }),
  ContestRecordingMismatch: () => ({
    what: "this is not the recording that the attempt committed to",
    remedy: RECORDING_REMEDY,
  }),
  ContestNotClosable: (value) => ({
    what: `the contest can be closed from ${formatTime(value("closableAt"))}`,
    remedy: "wait; on a development node: npx hardhat contest forward --until disputes-closed",
  }),
  ContestAlreadyClosed: (value) => ({
    what: `the contest is closed: ${OUTCOMES[Number(value("outcome"))] ?? ""}`,
    remedy: "winners claim (contest claim); without a winner fees come back (contest refund)",
  }),
  ContestNothingOwed: (value) => ({
    what: `nothing is owed to ${value<string>("account")}`,
    remedy: `prizes and bonds are there after the close, and once; ${LOOK}`,
  }),
  ContestPaymentFailed: (value) => ({
    what: `the payment to ${value<string>("account")} failed`,
    remedy: "the account is a contract that refuses payments: nothing else can be done here",
  }),
};
