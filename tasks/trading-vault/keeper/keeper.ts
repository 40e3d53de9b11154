import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import type { Desk } from "../desk.ts";
import type { Decision } from "../prove.ts";
import type { Rebalanced } from "../read/rebalanced.ts";
import type { Vault } from "../vault.ts";
import type { Window } from "../window.ts";

import type { Journal } from "./journal.ts";

/** What became of one look at a vault. */
export type Outcome =
  | { kind: "done"; epoch: bigint; event: Rebalanced; transaction: string; gas: bigint }
  /** Somebody else's proof of the epoch was first. */
  | { kind: "lost"; epoch: bigint; keeper: string }
  /** Nothing is due. */
  | { kind: "idle"; epoch: bigint }
  /** Something is in the way; look again later. */
  | { kind: "waiting"; epoch: bigint; why: string; remedy: string };

/** All that a keeper works with. */
export interface Keeper {
  desk: Desk;
  vault: Vault;
  account: HardhatEthersSigner;
  journal: Journal;
  /** Aborted when the keeper is to stop. */
  signal: AbortSignal;
  /** Asks the node until it answers. */
  ask: <T>(question: () => Promise<T>) => Promise<T>;
  /** Proves; its own, so that a proof is made once an epoch however often it must be sent. */
  prove: (window: Window) => Promise<Decision>;
  /** Tells a person what is going on. */
  say: (text: string) => void;
  /** Milliseconds between two looks at a transaction that is not mined yet. */
  pollTransaction: number;
  /** Milliseconds after which such a transaction is given a higher fee. */
  patience: number;
}
