import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { z } from "zod";

import { modelInput } from "../../../models/trading-signal/returns.ts";
import type { Attacks } from "../../samples/attacks.ts";
import { explainFailure } from "../../samples/chain/explain.ts";
import { moveClock } from "../../samples/chain/development.ts";
import { send } from "../../samples/chain/send.ts";
import { VAULT } from "../dapp.ts";
import { endOf } from "../format/day.ts";
import { movePool } from "../practice/forward-day.ts";
import { transact } from "../practice/transact.ts";
import { proveDecision, type Decision } from "../prove.ts";
import { readWindow, type Window } from "../window.ts";

import type { Scene } from "./scene.ts";

/** How far a sandwich moves the market: well beyond every slippage that the contract allows, 3 %. */
const SANDWICH_PERCENT = 8n;

/** What a thief would try, by what it is called. */
export const ATTACKS: Attacks<Scene> = {
  "copy the keeper's transaction": async (scene) => call(scene, scene.thief, "rebalance", honest(scene)),

  "prove on the prices of another window": async (scene) => {
    const before = await readWindow(scene.vault, scene.window.epoch - 1n);
    return submit(scene, await prove(scene, { ...before, epoch: scene.window.epoch }));
  },

  "prove on a price one unit off": async (scene) => {
    const returns = scene.window.returns.map((raw, index, { length }) =>
      index === length - 1 ? raw + 1n : raw,
    );
    return submit(scene, await prove(scene, { ...scene.window, returns, input: modelInput(returns) }));
  },

  "send the proof of the last epoch as today's": async (scene) =>
    submit(scene, await prove(scene, await readWindow(scene.vault, scene.window.epoch - 1n))),

  "rebalance for the last epoch": async (scene) => {
    const epoch = scene.window.epoch - 1n;
    const { proof, instances } = await prove(scene, await readWindow(scene.vault, epoch));
    return call(scene, scene.keeper, "rebalance", [epoch, [], scene.deadline, proof, instances]);
  },

  "trade twice in an epoch": async (scene) => {
    await rebalanceInFull(scene);
    return call(scene, scene.keeper, "rebalance", honest(scene));
  },

  "hold a transaction back until the price suits": async (scene) => {
    const [epoch, rounds, , proof, instances] = honest(scene);
    return call(scene, scene.keeper, "rebalance", [epoch, rounds, 1n, proof, instances]);
  },

  "trade on a price of three days ago": async (scene) => {
    const { desk, vault, window, decision, keeper, deadline } = scene;
    const epoch = window.epoch + 3n;
    await moveClock(VAULT, desk, endOf(epoch));
    const latest = (await vault.feed.getFunction("latestRoundData").staticCall()) as unknown;
    const [round] = z.tuple([z.bigint()]).rest(z.unknown()).parse(latest);
    const rounds = [...window.rounds, round, round, round];
    const { proof, instances } = decision;
    return call(scene, keeper, "rebalance", [epoch, rounds, deadline, proof, instances]);
  },

  "sandwich the trade beyond the bound": async (scene) => {
    const { market, buys, price } = scene;
    const away = buys ? 100n + SANDWICH_PERCENT : 100n - SANDWICH_PERCENT;
    await movePool(market, (price * away) / 100n);
    return call(scene, scene.keeper, "rebalance", honest(scene));
  },

  "deposit below an oracle that is pushed down in the same block": async (scene) => {
    await rebalanceInFull(scene);
    const amount = await riches(scene);
    await answer(scene, (scene.price * 2n) / 3n);
    return call(scene, scene.thief, "deposit", [amount, scene.thief.address]);
  },

  "deposit on a market that is moved in the same block": async (scene) => {
    await rebalanceInFull(scene);
    const amount = await riches(scene);
    await movePool(scene.market, (scene.price * (100n + SANDWICH_PERCENT)) / 100n);
    return call(scene, scene.thief, "deposit", [amount, scene.thief.address]);
  },

  "ask for the pool's payment": async (scene) =>
    call(scene, scene.thief, "uniswapV3SwapCallback", [1n, 1n, "0x"]),

  "leave with the shares of others": async (scene) => {
    const { thief, keeper } = scene;
    await rebalanceInFull(scene);
    return call(scene, thief, "exit", [1n, thief.address, keeper.address]);
  },

  "change the terms": async (scene) => {
    const terms = { slippage: 300, tradeCap: 10_000, minTrade: 0, keeperFee: 0 };
    return call(scene, scene.thief, "proposeTerms", [terms]);
  },
};

async function prove({ desk, vault, keeper }: Scene, window: Window): Promise<Decision> {
  return proveDecision(desk.workspace, desk.chainId, vault, window, keeper.address);
}

function honest({ window, decision, deadline }: Scene): [bigint, bigint[], bigint, string, bigint[]] {
  return [window.epoch, window.rounds, deadline, decision.proof, decision.instances];
}

async function submit(scene: Scene, { proof, instances }: Decision): Promise<unknown> {
  const { window, keeper, deadline } = scene;
  return call(scene, keeper, "rebalance", [window.epoch, window.rounds, deadline, proof, instances]);
}

/** Asks the chain whether it would do it: the refusal has its name, and nothing is spent. */
async function call(
  { vault: { contract } }: Scene,
  from: HardhatEthersSigner,
  method: string,
  args: readonly unknown[],
): Promise<unknown> {
  try {
    return (await contract
      .connect(from)
      .getFunction(method)
      .staticCall(...args)) as unknown;
  } catch (error) {
    throw explainFailure(VAULT, error, contract.interface, `${method} by ${from.address}`, from.address);
  }
}

/** The honest keeper comes first, so that the vault holds what the model wants. */
async function rebalanceInFull(scene: Scene): Promise<void> {
  const { vault, keeper } = scene;
  await send(VAULT, { contract: vault.contract, from: keeper, method: "rebalance", args: honest(scene) });
}

/** Gives the thief as much stable as the vault is worth. */
async function riches({ desk, vault, market, thief }: Scene): Promise<bigint> {
  const amount = (await vault.contract.getFunction("totalAssets").staticCall()) as bigint;
  const token = await desk.connection.ethers.getContractAt("PracticeToken", market.world.stable, thief);
  await transact(token, "mint", [thief.address, amount]);
  await transact(token, "approve", [vault.address, amount]);
  return amount;
}

async function answer({ desk, market }: Scene, price: bigint): Promise<void> {
  const feed = await desk.connection.ethers.getContractAt(
    "MockV3Aggregator",
    market.world.feed,
    market.maker,
  );
  await transact(feed, "updateAnswer", [price]);
}
