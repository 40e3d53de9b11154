import type { UseQueryResult } from "@tanstack/react-query";
import { Contract } from "ethers";

import { readClock } from "../../../tasks/samples/chain/clock.ts";
import { readHistory, type History } from "../../../tasks/trading-vault/read/history.ts";
import { readPosition, type Position } from "../../../tasks/trading-vault/read/position.ts";
import { readState, type State } from "../../../tasks/trading-vault/read/state.ts";
import { openVault, type OpenVault } from "../../../tasks/trading-vault/open-vault.ts";
import { readWindow, type Window } from "../../../tasks/trading-vault/window.ts";
import { shownCurrency } from "../chain/shown-currency.ts";
import { useChain } from "../chain/use-chain.ts";

import { RING_ABI, VAULT_ABI } from "./abi.ts";

/** The feed's history is asked call by call. */
const WINDOW_EVERY = 10_000;

/** How the vault stands, and what the account has in it. */
export interface Standing {
  readonly state: State;
  readonly position: Position;
  /** The chain's clock, unix seconds. */
  readonly now: bigint;
}

/** What never changes of a vault: its tokens, ring and feed. */
export function useVault(address: string): UseQueryResult<OpenVault> {
  return useChain(
    ["vault", address],
    async ({ provider }) => {
      const contract = new Contract(address, VAULT_ABI, provider);
      const vault = await openVault({ contract, address }, provider, RING_ABI);
      const [stable, risk, shares] = [vault.stable, vault.risk, vault.shares].map(shownCurrency);
      return { ...vault, stable: stable!, risk: risk!, shares: shares! };
    },
    { every: false },
  );
}

export function useStanding(vault: OpenVault): UseQueryResult<Standing> {
  return useChain(["vault-standing", vault.address], async ({ provider, account }) => {
    const [state, { now }] = await Promise.all([readState(vault), readClock(provider)]);
    return { state, now, position: await readPosition(vault, state, account) };
  });
}

/** The model's input for the latest day, and what the ring lacks of it. */
export function useWindow(vault: OpenVault, { currentEpoch }: State): UseQueryResult<Window> {
  return useChain(
    ["vault-window", vault.address, currentEpoch],
    async () => readWindow(vault, currentEpoch),
    // A proof is held against it: it must not go away while the next one is read.
    { every: WINDOW_EVERY, keep: true },
  );
}

/** Every proven decision. @param from block of the vault's creation */
export function useHistory(vault: OpenVault, state: State, from: number): UseQueryResult<History> {
  const { lastEpoch, totalSupply, stable, risk } = state;
  return useChain(
    ["vault-history", vault.address, lastEpoch, totalSupply, stable, risk],
    async ({ provider }) => readHistory(provider, vault, from),
    { every: false, keep: true },
  );
}
