import type { Dapp } from "../samples/dapp.ts";

import { CODE_MODEL } from "./model.ts";
import { REFUSALS } from "./refusals/index.ts";

/** The uniqueness registry, for what it shares with the other samples' tasks. */
export const REGISTRY: Dapp = {
  scope: "registry",
  title: "uniqueness registry",
  contractName: "UniquenessRegistry",
  model: CODE_MODEL,
  create: "create",
  created: "created",
  refusals: REFUSALS,
};
