import type { Dapp } from "../samples/dapp.ts";

import { REFUSALS } from "./refusals/index.ts";

/** Name of the model that trades. */
export const SIGNAL = "trading-signal";

/** The trading vault, for what it shares with the other samples' tasks. */
export const VAULT: Dapp = {
  scope: "vault",
  title: "trading vault",
  contractName: "TradingVault",
  alsoErrorsOf: ["PriceRing"],
  model: SIGNAL,
  create: "create",
  created: "created",
  refusals: REFUSALS,
};
