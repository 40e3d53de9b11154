import { optionalText } from "../arguments.ts";

export const ACCOUNT_OPTION = optionalText(
  "account",
  "Who acts: number (from 0) or address of one of the network's accounts; default 0",
);

export const VAULT_OPTION = optionalText(
  "vault",
  "Address of the vault; default: the one that was last created from here on this chain",
);

/** What every task that acts on a vault takes. */
export interface VaultArguments {
  vault?: string;
  account?: string;
}
