import { lookAtStatus, type Refusals } from "../../samples/dapp.ts";
import { formatTime } from "../../samples/format/time.ts";
import { formatCode } from "../format/code.ts";

const LOOK = lookAtStatus({ scope: "registry" });

/** Moves to another account. */
export const MOVE_REFUSALS: Refusals = {
  NobodyLike: (value) => ({
    what: `nobody is enrolled with a code like ${formatCode(value("code"))}: there is nothing to move`,
    remedy: "press again more carefully (a move is stricter than an enrolment), or enrol: registry enroll",
  }),
  MovePending: (value) => ({
    what: `a move of ${formatCode(value("code"))} to ${value<string>("account")} is waiting`,
    remedy:
      "wait until it is finished, objected to, or lapsed; the account that has the code may object: registry move --object",
  }),
  MoveCooling: (value) => ({
    what: `the account that has ${formatCode(value("code"))} objected: no move of it can be asked for until ${formatTime(value("until"))}`,
    remedy: "use the account that has it, or wait",
  }),
  NoMovePending: (value) => ({
    what: `no move of ${formatCode(value("code"))} is waiting: none was asked for, or it has lapsed`,
    remedy:
      "ask for one with a fresh capture: registry capture --act move, then registry move --capture FILE",
  }),
  MoveOfAnother: (value) => ({
    what: `the move of ${formatCode(value("code"))} that is waiting is ${value<string>("account")}'s`,
    remedy: LOOK,
  }),
  MoveNotReady: (value) => ({
    what: `the old account may object until ${formatTime(value("readyAt"))}; the move can be finished then`,
    remedy: "wait until then, or in practice: npx hardhat registry forward --days 3",
  }),
  MoveDeviceRevoked: (value) => ({
    what: `the device ${value<string>("device")} that vouched for the move was revoked`,
    remedy: "when the request has lapsed, capture with another device and ask again",
  }),
};
