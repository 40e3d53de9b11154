import { optionalText } from "../arguments.ts";

export const ACCOUNT_OPTION = optionalText(
  "account",
  "Who acts: number (from 0) or address of one of the network's accounts; default 0",
);

export const REGISTRY_OPTION = optionalText(
  "registry",
  "Address of the registry; default: the one that was last created from here on this chain",
);

/** What every task that acts on a registry takes. */
export interface RegistryArguments {
  registry?: string;
  account?: string;
}
