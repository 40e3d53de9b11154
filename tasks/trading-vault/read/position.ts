import { z } from "zod";

import type { OpenVault } from "../open-vault.ts";

import { worthOf, type State } from "./state.ts";

/** What somebody has in a vault and beside it, in units. */
export interface Position {
  account: string;
  shares: bigint;
  /** In units of stable at the oracle's price; zero where there is no fresh price. */
  worth: bigint;
  /** The account's own tokens. */
  stable: bigint;
  risk: bigint;
}

export async function readPosition(
  { shares, stable, risk }: OpenVault,
  state: Pick<State, "nav" | "totalSupply">,
  account: string,
): Promise<Position> {
  const [held = 0n, stableHeld = 0n, riskHeld = 0n] = await Promise.all(
    [shares, stable, risk].map(async ({ balanceOf }) => z.bigint().parse(await balanceOf(account))),
  );
  return { account, shares: held, worth: worthOf(held, state), stable: stableHeld, risk: riskHeld };
}
