import { table } from "../../ui/table.ts";
import type { Contest } from "../open-contest.ts";
import { formatPoints } from "../format/score.ts";
import { divide, PAID_PLACES, type Place, type State } from "../read/places.ts";
import { type Drawn } from "../../ui/shown.ts";

/** The places with what they win as things stand. */
export function standingsTable({ terms, currency }: Contest, { pool, places }: State): string | Drawn {
  if (places.length === 0) return "Nobody has submitted an attempt yet.";
  const { prizes } = divide(terms, pool, places);
  const prizeOf = (index: number, score: Place["score"]): string => {
    if (score < terms.threshold) return "none: below the threshold";
    return index < PAID_PLACES
      ? currency.format(prizes[index] ?? 0n)
      : "none: moves up if one above is struck";
  };
  return table(
    ["place", "ticket", "singer", "score", "prize"],
    places.map(({ ticket, singer, score }, index) => [
      String(index + 1),
      String(ticket),
      singer,
      formatPoints(score),
      prizeOf(index, score),
    ]),
  );
}
