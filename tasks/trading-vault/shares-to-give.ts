import { parseAmount } from "../samples/chain/currency.ts";

import { VaultStateError } from "./errors.ts";
import type { Vault } from "./vault.ts";

/**
 * The shares that are given up: the ones named, else all that the account has.
 * @throws InputInvalidError, VaultStateError when it has none, or not as many
 */
export async function sharesToGive(
  { shares, address }: Vault,
  account: string,
  named: string | undefined,
): Promise<bigint> {
  const held = await shares.balanceOf(account);
  if (held === 0n) {
    throw new VaultStateError(
      address,
      `${account} has no shares of this vault`,
      "act as one that has: --account NUMBER or ADDRESS",
    );
  }
  if (named === undefined) return held;
  const given = parseAmount(named, shares, "--shares");
  if (given > 0n && given <= held) return given;
  throw new VaultStateError(
    address,
    given === 0n
      ? "no shares are nothing to give up"
      : `${account} has ${shares.format(held)}, fewer than ${shares.format(given)}`,
    "give --shares as many as there are, or leave it out for all",
  );
}
