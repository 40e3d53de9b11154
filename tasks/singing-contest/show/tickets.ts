import { table } from "../../ui/table.ts";
import type { Clock } from "../../samples/chain/clock.ts";
import { formatPoints } from "../format/score.ts";
import type { Ticket } from "../read/ticket.ts";
import { type Drawn } from "../../ui/shown.ts";

/** Blocks that a chain remembers the hashes of. */
const DRAW_WINDOW = 256n;

export interface Limits {
  clock: Clock;
  submissionsCloseAt: bigint;
}

/** Where a ticket stands, in words. */
export function standingOf(ticket: Omit<Ticket, "ticket">, { clock, submissionsCloseAt }: Limits): string {
  if (ticket.refunded) return "refunded";
  if (ticket.challenge === "struck") return "struck: its recording was not published";
  if (ticket.challenge === "open") return "challenged: its recording must be published";
  if (ticket.score > 0n) return ticket.challenge === "answered" ? "recording published" : "submitted";
  if (ticket.melody !== undefined) return "melody drawn";
  const next = BigInt(clock.block) + 1n;
  if (clock.now >= submissionsCloseAt || next > ticket.drawBlock + DRAW_WINDOW) return "lapsed: refund due";
  return next > ticket.drawBlock
    ? "melody can be drawn"
    : `melody can be drawn after block ${ticket.drawBlock}`;
}

/** One line a ticket. */
export function ticketsTable(tickets: readonly Ticket[], limits: Limits): string | Drawn {
  if (tickets.length === 0) return "No tickets yet.";
  return table(
    ["ticket", "singer", "state", "score"],
    tickets.map((ticket) => [
      String(ticket.ticket),
      ticket.singer,
      standingOf(ticket, limits),
      ticket.score === 0n ? "" : formatPoints(ticket.score),
    ]),
  );
}
