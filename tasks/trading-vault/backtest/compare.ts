import type { DecisionDay } from "../../../models/trading-signal/backtest/decision-days.ts";

import type { CircuitAnswer } from "./circuit.ts";
import { orderFor, percentOf, type Order, type Position } from "./order.ts";
import type { PlayedDay, Trade } from "./play-day.ts";
import { TERMS } from "./simulation.ts";

/** The allocations of one day, in 2^-scale for the circuit and as numbers for the float model. */
export interface Answers {
  /** Of unrounded returns. */
  floatExact: number;
  /** Of the contract's returns. */
  floatRounded: number;
  circuit: CircuitAnswer;
}

/** One day, three ways. */
export interface ComparedDay {
  day: number;
  date: string;
  price: bigint;
  floatExact: number;
  floatRounded: number;
  circuit: number;
  /** Whole percent: float model on unrounded returns, on the contract's, circuit, vault. */
  percents: { floatExact: bigint; floatRounded: bigint; circuit: bigint; vault: bigint | undefined };
  /** Largest difference of a return, in 2^-16, among contract, TypeScript and circuit. */
  returnsApart: bigint;
  /** What the rules trade on the circuit's answer; the vault traded the same unless `tradesDiffer`. */
  order: Order;
  /** What the vault holds after the trade, and what the trade changed of its stable. */
  stable: bigint;
  risk: bigint;
  stableDelta: bigint;
  /** Net asset value before the trade, units of stable. */
  worth: bigint;
  /** Float model on the contract's returns, circuit and vault do not make one and the same trade. */
  tradesDiffer: boolean;
  /** The float model on unrounded returns would trade otherwise. */
  exactTradesOtherwise: boolean;
}

/** Holds one day's answers and the vault's trade against each other. @param scale fractional bits of the circuit's output */
export function compareDay(
  decision: DecisionDay,
  { floatExact, floatRounded, circuit }: Answers,
  { returns, position, previewed, traded }: PlayedDay,
  scale: bigint,
): ComparedDay {
  const one = 2 ** Number(scale);
  const percentOfFloat = (allocation: number) => percentOf(BigInt(Math.round(allocation * one)), scale);
  const percents = {
    floatExact: percentOfFloat(floatExact),
    floatRounded: percentOfFloat(floatRounded),
    circuit: percentOf(circuit.allocation, scale),
    vault: traded?.percent,
  };
  const orders = {
    floatExact: orderFor(percents.floatExact, position, TERMS),
    floatRounded: orderFor(percents.floatRounded, position, TERMS),
    circuit: orderFor(percents.circuit, position, TERMS),
  };
  const same =
    sameOrder(orders.floatRounded, orders.circuit) &&
    sameOrder(previewed, orders.circuit) &&
    traded !== undefined &&
    fulfils(traded, orders.circuit);
  return {
    ...{ day: decision.day, date: decision.date, price: decision.price },
    ...{ floatExact, floatRounded, circuit: Number(circuit.allocation) / one, percents },
    returnsApart: [returns, circuit.returns].reduce(
      (most, others) => others.reduce((far, raw, at) => larger(far, raw - decision.raws[at]!), most),
      0n,
    ),
    order: orders.circuit,
    stable: position.stable + (traded?.stableDelta ?? 0n),
    risk: position.risk + (traded?.riskDelta ?? 0n),
    stableDelta: traded?.stableDelta ?? 0n,
    worth: worthOf(position),
    tradesDiffer: !same,
    exactTradesOtherwise: !sameOrder(orders.floatExact, orders.circuit),
  };
}

/** Stable units that a position is worth. */
export function worthOf({ stable, risk, quote }: Position): bigint {
  return stable + (risk * quote.stable) / quote.risk;
}

function fulfils({ percent, stableDelta, riskDelta }: Trade, order: Order): boolean {
  const [spent, received] = order.buys ? [-stableDelta, riskDelta] : [-riskDelta, stableDelta];
  return percent === order.percent && spent === order.amountIn && received >= order.minimumOut;
}

function sameOrder(one: Order, other: Order): boolean {
  return (
    one.percent === other.percent &&
    one.amountIn === other.amountIn &&
    one.minimumOut === other.minimumOut &&
    (one.amountIn === 0n || one.buys === other.buys)
  );
}

function larger(one: bigint, signed: bigint): bigint {
  const size = signed < 0n ? -signed : signed;
  return size > one ? size : one;
}
