import { Text } from "@mantine/core";
import type { ReactNode } from "react";

import type { Contest } from "../../../tasks/singing-contest/open-contest.ts";
import type { Ticket } from "../../../tasks/singing-contest/read/ticket.ts";
import { useTransact } from "../chain/use-transact.ts";
import type { Wallet } from "../chain/wallet.tsx";
import { Section } from "../ui/section.tsx";
import { TransactionButton } from "../ui/transaction-button.tsx";

import { ForwardButton } from "./forward-button.tsx";
import { EXPLAINED, type Standing } from "./use-contest.ts";
import { contestAt } from "./contest-at.ts";

interface Props {
  contest: Contest;
  wallet: Wallet;
  ticket: Ticket;
  now: Standing;
}

/** Drawing a ticket's melody, from a block that nobody knew when it was paid. */
export function DrawSection({ contest, wallet, ticket: { ticket, drawBlock }, now }: Props): ReactNode {
  const transact = useTransact(EXPLAINED);
  const ready = BigInt(now.clock.block) >= drawBlock;
  const contract = contestAt(contest.address, wallet.provider);
  return (
    <Section title={`Draw the melody of ticket ${ticket}`}>
      <Text size="sm" role="status">
        {ready
          ? "Its block is there: the melody can be drawn."
          : `It comes from block ${drawBlock}, which nobody knew when the ticket was paid; the chain is at block ${now.clock.block}.`}
      </Text>
      {!ready && <ForwardButton until="draw">Mine blocks until the draw (local chain only)</ForwardButton>}
      <TransactionButton
        transact={transact}
        disabled={!ready}
        onClick={() => void transact.send("Draw", contract.drawMelody.populateTransaction(ticket))}
      >
        Draw the melody
      </TransactionButton>
      <Text size="sm" c="dimmed">
        Draw within 256 blocks, and be ready to sing: a ticket that nobody drew is refunded.
      </Text>
    </Section>
  );
}
