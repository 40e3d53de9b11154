import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import type { ContractTransactionReceipt } from "ethers";
import { z } from "zod";

import { eventsOf, send } from "../../samples/chain/send.ts";
import { VAULT } from "../dapp.ts";
import { roundsToObserve } from "../feed/missing-days.ts";
import type { Vault } from "../vault.ts";

const observedSchema = z.object({ day: z.bigint(), price: z.bigint(), round: z.bigint() });

/** A close that was recorded; the price has the feed's decimals. */
export type Observed = z.infer<typeof observedSchema>;

export interface Observation {
  /** The latest day that is over. */
  epoch: bigint;
  closes: Observed[];
  recorded: number;
  /** Undefined when nothing was missing, and nothing sent. */
  receipt: ContractTransactionReceipt | undefined;
}

/** Records every close that the window ending on the latest day lacks, in one transaction. @throws NoRoundError, RefusedError */
export async function observeWindow(vault: Vault, from: HardhatEthersSigner): Promise<Observation> {
  const { ring, feed } = vault;
  const epoch = z.bigint().parse(await ring.getFunction("lastClosedDay").staticCall());
  const { firstDay, rounds } = await roundsToObserve(ring, feed, epoch);
  if (rounds.length === 0) return { epoch, closes: [], recorded: 0, receipt: undefined };
  const receipt = await send(VAULT, { contract: ring, from, method: "observe", args: [firstDay, rounds] });
  const place = { contract: ring, address: await ring.getAddress() };
  const closes = eventsOf(receipt, place, "CloseObserved").map((event) => observedSchema.parse(event));
  return { epoch, closes, recorded: closes.length, receipt };
}
