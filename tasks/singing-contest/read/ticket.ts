import { z } from "zod";

import type { Melody } from "../../../models/singing-judge/melody/melody.ts";
import { explainFailure } from "../../samples/chain/explain.ts";

import type { Contest } from "../open-contest.ts";
import { CONTEST } from "../dapp.ts";
import { TicketStateError } from "../errors.ts";

/** The contract's `Challenge`, by number. */
const CHALLENGES = ["none", "open", "answered", "struck"] as const;

const ticketSchema = z.object({
  singer: z.string(),
  drawBlock: z.bigint(),
  refunded: z.boolean(),
  challenge: z.bigint().transform((state) => CHALLENGES[Number(state)] ?? "none"),
  /** A hexadecimal digit a slot; all zero until drawn. */
  melody: z.string(),
  /** 1e18 is a perfect score; zero until an attempt counts. */
  score: z.bigint(),
  submittedAt: z.bigint(),
  recordingHash: z.string(),
  challenger: z.string(),
});

const NO_MELODY = "0x0000000000000000";

export interface Ticket extends Omit<z.infer<typeof ticketSchema>, "melody"> {
  ticket: bigint;
  /** Undefined until drawn. */
  melody: Melody | undefined;
}

/** A ticket as it stands. @throws RefusedError when there is none of this number */
export async function readTicket({ contract, address }: Contest, ticket: bigint): Promise<Ticket> {
  const answer: unknown = await contract
    .getFunction("ticketAt")
    .staticCall(ticket)
    .catch((error: unknown) => {
      throw explainFailure(CONTEST, error, contract.interface, address, address);
    });
  const { melody, ...rest } = ticketSchema.parse((answer as { toObject(): unknown }).toObject());
  return { ticket, ...rest, melody: melody === NO_MELODY ? undefined : slotsOf(melody) };
}

/** The ticket's melody. @throws TicketStateError while it is not drawn */
export function requireMelody({ ticket, melody }: Ticket): Melody {
  if (melody !== undefined) return melody;
  throw new TicketStateError(
    ticket,
    "its melody is not drawn yet",
    `draw it: npx hardhat contest melody --ticket ${ticket}`,
  );
}

/** All tickets, in order. For people to look at: the contract itself never goes through them. */
export async function readTickets(contest: Contest): Promise<Ticket[]> {
  const count = Number(await contest.contract.getFunction("ticketCount").staticCall());
  const tickets: Ticket[] = [];
  for (let ticket = 1; ticket <= count; ticket++) tickets.push(await readTicket(contest, BigInt(ticket)));
  return tickets;
}

function slotsOf(melody: string): Melody {
  return [...melody.slice(2)].map((digit) => Number.parseInt(digit, 16));
}
