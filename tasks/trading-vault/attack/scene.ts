import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { z } from "zod";

import type { Desk } from "../desk.ts";
import { VaultStateError } from "../errors.ts";
import { forward } from "../forward/task-action.ts";
import type { PracticeDesk } from "../practice/forward-day.ts";
import { proveDecision, type Decision } from "../prove.ts";
import { readState } from "../read/state.ts";
import type { Vault } from "../vault.ts";
import { readWindow, type Window } from "../window.ts";

/** Where the attacks take place: a day on which the vault is about to trade, and the proof that would let it. */
export interface Scene {
  desk: Desk;
  vault: Vault;
  market: PracticeDesk;
  keeper: HardhatEthersSigner;
  thief: HardhatEthersSigner;
  window: Window;
  decision: Decision;
  /** Whether that trade spends the stable token. */
  buys: boolean;
  /** The feed's latest answer. */
  price: bigint;
  /** Unix seconds that no attack takes until. */
  deadline: bigint;
}

/** Longest wait for a day with a trade. */
const MOST_DAYS = 30;

const orderSchema = z.tuple([z.bigint(), z.boolean(), z.bigint(), z.bigint()]);

/** Lets days pass until the model's decision is worth a trade. @throws VaultStateError when none comes, or nobody has deposited */
export async function setScene(
  cast: Pick<Scene, "desk" | "vault" | "market" | "keeper" | "thief">,
): Promise<Scene> {
  const { desk, vault, keeper } = cast;
  if ((await readState(vault)).totalSupply === 0n) {
    throw new VaultStateError(
      vault.address,
      "nobody has deposited, so there is nothing to steal",
      "deposit first: npx hardhat vault deposit --amount 10000 --account 1",
    );
  }
  for (let day = 0; day < MOST_DAYS; day++) {
    await forward({ days: "1", vault: vault.address }, desk);
    const { currentEpoch, price } = await readState(vault);
    const window = await readWindow(vault, currentEpoch);
    const decision = await proveDecision(desk.workspace, desk.chainId, vault, window, keeper.address);
    const preview: unknown = await vault.contract.getFunction("previewTrade").staticCall(decision.allocation);
    const [percent, buys, amountIn] = orderSchema.parse(preview);
    // A vault that sells all it has leaves nothing that an oracle could misprice.
    if (amountIn === 0n || percent === 0n) continue;
    const deadline = (currentEpoch + 400n) * 86_400n;
    return { ...cast, window, decision, buys, price, deadline };
  }
  throw new VaultStateError(
    vault.address,
    `the model wants no trade for ${MOST_DAYS} days, and most attacks need one`,
    "let days pass and try again: npx hardhat vault forward --days 30",
  );
}
