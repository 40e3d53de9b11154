import type { Dapp } from "../samples/dapp.ts";

import { JUDGE } from "./judge-input.ts";
import { REFUSALS } from "./refusals/index.ts";

/** The singing contest, for what it shares with the other samples' tasks. */
export const CONTEST: Dapp = {
  scope: "contest",
  title: "singing contest",
  contractName: "SingingContest",
  model: JUDGE,
  create: "open",
  created: "opened",
  refusals: REFUSALS,
};
