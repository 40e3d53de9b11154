import { table } from "../../ui/table.ts";
import { formatMoment } from "../../samples/format/time.ts";
import { formatCode } from "../format/code.ts";
import type { WaitingMove } from "../read/state.ts";
import { type Drawn } from "../../ui/shown.ts";

/** Moves that wait. @param now unix seconds */
export function movesTable(moves: readonly WaitingMove[], now: bigint): Drawn {
  return table(
    ["move of", "from", "to", "can be finished"],
    moves.map(({ code, from, account, readyAt }) => [
      formatCode(code),
      from,
      account,
      formatMoment(readyAt, now),
    ]),
  );
}
