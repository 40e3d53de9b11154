import { table } from "../../ui/table.ts";
import { decimal, showPrice } from "../format/amount.ts";
import { formatDay } from "../format/day.ts";
import { SHARE_PRICE_ONE, type TrackEntry } from "../read/history.ts";
import type { Vault } from "../vault.ts";

import { tradeLine } from "./trade.ts";

/** Trades, newest last; in practice with the day of the data that each day plays. */
export function trackTable(track: readonly TrackEntry[], vault: Vault): string {
  const shift = vault.remembered?.practice?.shift;
  const rows = track.map((entry) => [
    formatDay(entry.epoch),
    ...(shift === undefined ? [] : [formatDay(entry.epoch - BigInt(shift))]),
    `${entry.targetPercent} %`,
    tradeLine(entry, vault),
    showPrice(entry.price, vault.feedDecimals, vault.stable),
    formatSharePrice(entry.sharePrice),
  ]);
  const plays = shift === undefined ? [] : ["plays"];
  return table(["day", ...plays, "target", "trade", "oracle", "share price"], rows);
}

/** Four places: a tenth of a basis point of what a share began with. */
export function formatSharePrice(price: bigint): string {
  return decimal(price, SHARE_PRICE_ONE.toString().length - 1, 4);
}

/** How far `now` is from `then`: "+3.2 %". */
export function formatGain(then: bigint, now: bigint): string {
  const gain = then === 0n ? 0 : Number(((now - then) * 1_000_000n) / then) / 10_000;
  return `${gain > 0 ? "+" : ""}${gain.toFixed(2)} %`;
}
