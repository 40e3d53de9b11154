import { VaultStateError } from "../errors.ts";
import { endOf, formatDay } from "../format/day.ts";
import { formatTime } from "../../samples/format/time.ts";
import type { OpenVault } from "../open-vault.ts";

import type { State } from "./state.ts";

/** Whether the latest day has no proof yet. */
export function isDue({ lastEpoch, currentEpoch }: Pick<State, "lastEpoch" | "currentEpoch">): boolean {
  return currentEpoch > lastEpoch;
}

/** Spares the proof that the vault would refuse. @throws VaultStateError */
export function requireDue({ address }: Pick<OpenVault, "address">, state: State): void {
  const { lastEpoch, currentEpoch, paused } = state;
  if (paused) {
    throw new VaultStateError(
      address,
      "the vault is paused: it takes no proofs and no deposits",
      "wait for its owner; leaving is possible: vault withdraw, vault exit",
    );
  }
  if (isDue(state)) return;
  throw new VaultStateError(
    address,
    currentEpoch === lastEpoch
      ? `${formatDay(lastEpoch)} is done: the vault takes one proof a day, and the next at ${formatTime(endOf(currentEpoch + 1n))}`
      : `the vault has a proof of ${formatDay(lastEpoch)}, later than the latest day, ${formatDay(currentEpoch)}`,
    "wait, or in practice let a day pass: npx hardhat vault forward",
  );
}
