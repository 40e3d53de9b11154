import { table } from "../../ui/table.ts";
import { showPrice } from "../format/amount.ts";
import { formatDay } from "../format/day.ts";
import type { TrackEntry } from "../read/history.ts";
import type { Vault } from "../vault.ts";

import { formatSharePrice } from "./share-price.ts";
import { tradeLine } from "./trade.ts";
import { type Drawn } from "../../ui/shown.ts";

/** Trades, newest last; in practice with the day of the data that each day plays. */
export function trackTable(track: readonly TrackEntry[], vault: Vault): Drawn {
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
