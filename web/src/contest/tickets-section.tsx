import { Radio, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { isNative, type Contest } from "../../../tasks/singing-contest/open-contest.ts";
import { standingOf } from "../../../tasks/singing-contest/show/tickets.ts";
import { useTransact } from "../chain/use-transact.ts";
import type { Wallet } from "../chain/wallet.tsx";
import { Section } from "../ui/section.tsx";
import { TransactionButton } from "../ui/transaction-button.tsx";

import { phaseOf } from "./phase.ts";
import { EXPLAINED, type Standing } from "./use-contest.ts";
import { contestAt } from "./contest-at.ts";

interface Props {
  contest: Contest;
  wallet: Wallet;
  now: Standing;
  chosen: bigint | undefined;
  choose: (ticket: bigint) => void;
}

/** Buying a ticket, and which of one's own to sing for. */
export function TicketsSection({ contest, wallet, now, chosen, choose }: Props): ReactNode {
  const { terms, currency, address } = contest;
  const { tickets, clock, state } = now;
  const transact = useTransact(EXPLAINED);
  const open = phaseOf(terms, state, clock.now) === "entries";
  const contract = contestAt(address, wallet.provider);
  const enter = async (): Promise<void> => {
    const bought = await transact.send("Ticket", contract.enter.populateTransaction({ value: terms.fee }));
    const event = bought?.logs.map((log) => contract.interface.parseLog(log)).find((log) => log !== null);
    if (event !== undefined) choose(BigInt(event.args[0] as bigint));
  };
  return (
    <Section title="Tickets">
      <Text size="sm">
        A ticket buys one melody, drawn after it is paid, and as many attempts as you like: the best one
        counts. You have {currency.format(now.balance)}.
      </Text>
      {tickets.length > 0 && (
        <Radio.Group
          label="Sing for"
          value={(chosen ?? "").toString()}
          onChange={(ticket) => choose(BigInt(ticket))}
        >
          <Stack gap={4} mt={4}>
            {tickets.map((ticket) => (
              <Radio
                key={ticket.ticket.toString()}
                value={ticket.ticket.toString()}
                label={`Ticket ${ticket.ticket}: ${standingOf(ticket, { clock, submissionsCloseAt: terms.submissionsCloseAt })}`}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {isNative(contest) ? (
        <TransactionButton transact={transact} disabled={!open} onClick={() => void enter()}>
          Buy a ticket for {currency.format(terms.fee)}
        </TransactionButton>
      ) : (
        <Text size="sm">
          This contest is paid in a token, and the page sells tickets in the chain’s own currency only. Buy
          one with the command <code>npx hardhat contest enter</code>; it appears here.
        </Text>
      )}
    </Section>
  );
}
