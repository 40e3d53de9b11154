import { readFileSync } from "node:fs";

import type { BaseContract } from "ethers";
import { network } from "hardhat";

import { CLOSE_DECIMALS, parseCloses, type DailyClose } from "../../models/trading-signal/closes.ts";
import { WINDOW } from "../../models/trading-signal/returns.ts";
import type { Connection } from "./scorer.ts";

export const DAY_SECONDS = 86_400;

/** The real closes that come with the model, by day number. */
export const CLOSES: ReadonlyMap<number, DailyClose> = new Map(
  parseCloses(
    readFileSync(new URL("../../models/trading-signal/data/eth-usd-close.csv", import.meta.url), "utf8"),
  ).map((close) => [close.day, close]),
);

/** Price of a day at its close, 8 decimals. */
export function priceOf(day: number): bigint {
  const close = CLOSES.get(day);
  if (close === undefined) throw new Error(`the series has no day ${day}`);
  return close.price;
}

/** When a day is over and its close holds, unix seconds. */
export const closesAt = (day: number) => (day + 1) * DAY_SECONDS;

/** The prices between which the window ending on `day` lies: one more than returns. */
export const windowPrices = (day: number) =>
  Array.from({ length: WINDOW + 1 }, (_, index) => priceOf(day - WINDOW + index));

/** Id of a proxy's round. */
export const roundId = (phase: number, number: number) => (BigInt(phase) << 64n) | BigInt(number);

/** A chain whose clock begins at the close of `day`: the days are those of the series. */
export async function connectAtClose(day: number, chainId = 31337): Promise<Connection> {
  const initialDate = new Date(closesAt(day) * 1000);
  return network.create({ network: "default", override: { chainId, initialDate } });
}

/** Chainlink's mock, with one round of the moment. */
export async function deployFeed({ ethers }: Connection, decimals = CLOSE_DECIMALS) {
  return ethers.deployContract("MockV3Aggregator", [decimals, 1n]);
}

type Feed = Awaited<ReturnType<typeof deployFeed>>;

/** The round by which `report` tells a day's close, so that days and rounds need no table. */
export const roundOfDay = (day: number) => BigInt(day);

/** Lets the feed report the real closes of days `first` to `last`, each by the round `roundOfDay` at the second of the close. */
export async function report(feed: Feed, first: number, last = first): Promise<void> {
  for (let day = first; day <= last; day++) {
    await feed.updateRoundData(roundOfDay(day), priceOf(day), closesAt(day), closesAt(day));
  }
}

/** Rounds of `report` for days `first` to `last`. */
export const roundsOf = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => roundOfDay(first + index));

/** The ring over a feed. `maxAge` in seconds. */
export async function deployRing(connection: Connection, feed: BaseContract, maxAge = DAY_SECONDS) {
  return connection.ethers.deployContract("PriceRing", [await feed.getAddress(), maxAge]);
}
