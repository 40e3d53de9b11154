import { MaxUint256, toBeHex, type LogDescription } from "ethers";
import { z } from "zod";

import type { DecisionDay } from "../../../models/trading-signal/backtest/decision-days.ts";
import { dateOf } from "../../../models/trading-signal/closes.ts";
import { contextLimbs } from "../../../src/context/limbs.ts";
import { signedToFelt } from "../../../src/field/signed.ts";
import { explainFailure } from "../../samples/chain/explain.ts";
import { SIGNAL, VAULT } from "../dapp.ts";
import { feedDay } from "../practice/forward-day.ts";
import { closeTime } from "../practice/world.ts";

import type { CircuitAnswer } from "./circuit.ts";
import type { Order, Position } from "./order.ts";
import type { Simulation } from "./simulation.ts";

const previewSchema = z
  .tuple([z.bigint(), z.boolean(), z.bigint(), z.bigint()])
  .transform(([percent, buys, amountIn, minimumOut]): Order => ({ percent, buys, amountIn, minimumOut }));

/** What the vault's transaction did. */
export interface Trade {
  percent: bigint;
  stableDelta: bigint;
  riskDelta: bigint;
}

/** One day as the contracts saw it. */
export interface PlayedDay {
  /** The contract's own returns, in 2^-16. */
  returns: bigint[];
  /** Before the trade. */
  position: Position;
  /** What the vault said that it would trade on the circuit's answer. */
  previewed: Order;
  /** Undefined where the vault would refuse, because the circuit's returns are not its own. */
  traded: Trade | undefined;
}

/** Moves the chain to a day's close: the clock, the feed and the market. */
export async function reachClose(simulation: Simulation, day: bigint, price: bigint): Promise<void> {
  const { provider } = simulation.connection;
  await provider.request({
    method: "evm_setNextBlockTimestamp",
    params: [toBeHex(closeTime(day))],
  });
  await feedDay(simulation, { day, price });
}

/** What the vault holds now, at the oracle's price. */
export async function positionOf({ vault, units }: Simulation, price: bigint): Promise<Position> {
  const { stable, risk } = (await vault.getFunction("state").staticCall()) as {
    stable: bigint;
    risk: bigint;
  };
  return { stable, risk, quote: { stable: price * units.stable, risk: units.risk } };
}

/**
 * Lets a day come, records its close and rebalances. With the engine's proof where `prove`; else with the instances that such a proof
 * would have, before a verifier that does not look at it.
 */
export async function playDay(
  simulation: Simulation,
  { day, price, rounded }: DecisionDay,
  answer: CircuitAnswer,
  prove: boolean,
): Promise<PlayedDay> {
  const { vault, ring, world, connection } = simulation;
  const epoch = BigInt(day);
  await reachClose(simulation, epoch, price);
  const feed = await connection.ethers.getContractAt("MockV3Aggregator", world.feed);
  const round = await feed.getFunction("latestRound").staticCall();
  await ring.getFunction("observe").send(epoch, [round]);
  const returns = [...((await ring.getFunction("returnsEnding").staticCall(epoch)) as bigint[])];
  const position = await positionOf(simulation, price);
  const previewed = previewSchema.parse([
    ...((await vault.getFunction("previewTrade").staticCall(answer.allocation)) as unknown[]),
  ]);
  if (returns.some((raw, index) => raw !== answer.returns[index])) {
    return { returns, position, previewed, traded: undefined };
  }
  const [proof, instances] = prove
    ? await provenDay(simulation, rounded, epoch)
    : ["0x01", await instancesOf(simulation, answer, epoch)];
  return { returns, position, previewed, traded: await rebalance(simulation, epoch, proof, instances) };
}

/** @throws RefusedError where the vault refuses */
async function rebalance(
  { vault, keeper }: Simulation,
  epoch: bigint,
  proof: string,
  instances: readonly bigint[],
): Promise<Trade> {
  const where = `simulated rebalance of ${dateOf(Number(epoch))}`;
  const sent = await vault
    .connect(keeper)
    .getFunction("rebalance")
    .send(epoch, [], MaxUint256, proof, instances)
    .catch((error: unknown) => {
      throw explainFailure(VAULT, error, vault.interface, where, keeper.address);
    });
  const receipt = await sent.wait();
  const event = (receipt?.logs ?? [])
    .map((log) => vault.interface.parseLog(log))
    .find((log): log is LogDescription => log?.name === "Rebalanced");
  const { targetPercent, stableDelta, riskDelta } = event!.args as unknown as {
    targetPercent: bigint;
    stableDelta: bigint;
    riskDelta: bigint;
  };
  return { percent: targetPercent, stableDelta, riskDelta };
}

async function provenDay(
  { connection, vault, keeper }: Simulation,
  rounded: readonly number[],
  epoch: bigint,
): Promise<[proof: string, instances: bigint[]]> {
  const signal = await connection.ezkl.model(SIGNAL);
  const context = { consumer: await vault.getAddress(), account: keeper.address, scope: epoch };
  const { proof, instances } = await signal.prove([rounded], { context });
  return [proof, instances];
}

/** Public inputs in ONNX order (returns, context), then outputs (allocation, context). */
async function instancesOf(
  { vault, keeper }: Simulation,
  { returns, allocation }: CircuitAnswer,
  epoch: bigint,
): Promise<bigint[]> {
  const context = (await vault
    .getFunction("contextOf")
    .staticCall(keeper.address, toBeHex(epoch, 32))) as string;
  const limbs = contextLimbs(context).map(BigInt);
  return [...returns.map((raw) => signedToFelt(raw)), ...limbs, signedToFelt(allocation), ...limbs];
}
