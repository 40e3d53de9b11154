import type { Dapp } from "../samples/dapp.ts";

import { REFUSALS } from "./refusals/index.ts";

/** Name of the model that makes a code of a capture. */
export const CODE_MODEL = "biometric-code";

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
