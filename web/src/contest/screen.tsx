import { Loader, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useState, type ReactNode } from "react";

import type { Contest } from "../../../tasks/singing-contest/open-contest.ts";
import type { OnRecord } from "../chain/deployed.ts";
import { tell } from "../chain/explain.ts";
import type { Wallet } from "../chain/wallet.tsx";
import { Failure } from "../ui/failure.tsx";
import { NetworkGate } from "../ui/network-gate.tsx";

import { DrawSection } from "./draw-section.tsx";
import { EndingSection } from "./ending-section.tsx";
import { SingSection } from "./sing-section.tsx";
import { StandingsSection } from "./standings-section.tsx";
import { TermsSection } from "./terms-section.tsx";
import { TicketsSection } from "./tickets-section.tsx";
import { EXPLAINED, useContest, useStanding, type Standing } from "./use-contest.ts";

/** The singing contest: pay, sing, prove, win. */
export function ContestScreen(): ReactNode {
  return (
    <Stack>
      <Title order={1}>Contest</Title>
      <Text>
        Pay a fee, get a melody of your own, sing it. A neural network scores how well you followed it, a
        proof made in this page shows the score to the contract, and the best three share the pool.
      </Text>
      <NetworkGate contract="SingingContest">
        {(wallet, onRecord) => <Open wallet={wallet} onRecord={onRecord} />}
      </NetworkGate>
    </Stack>
  );
}

function Open({ wallet, onRecord }: { wallet: Wallet; onRecord: OnRecord }): ReactNode {
  const { data: contest, error } = useContest(onRecord.address);
  if (contest !== undefined) return <Stage contest={contest} wallet={wallet} />;
  return error === null ? (
    <Loader aria-label="Reading the contest" />
  ) : (
    <Failure told={tell(error, EXPLAINED)} />
  );
}

function Stage({ contest, wallet }: { contest: Contest; wallet: Wallet }): ReactNode {
  const { data: now, error } = useStanding(contest);
  return (
    <Stack>
      {error !== null && <Failure told={tell(error, EXPLAINED)} />}
      {now !== undefined && <Parts contest={contest} wallet={wallet} now={now} />}
    </Stack>
  );
}

function Parts({ contest, wallet, now }: { contest: Contest; wallet: Wallet; now: Standing }): ReactNode {
  const [chosen, choose] = useState<bigint>();
  const ticket = now.tickets.find((own) => own.ticket === chosen) ?? now.tickets.at(-1);
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TermsSection contest={contest} now={now} />
        <Stack>
          <StandingsSection contest={contest} now={now} account={wallet.account} />
          <TicketsSection {...{ contest, wallet, now, choose }} chosen={ticket?.ticket} />
        </Stack>
      </SimpleGrid>
      {ticket !== undefined && ticket.melody === undefined && (
        <DrawSection key={ticket.ticket.toString()} {...{ contest, wallet, ticket, now }} />
      )}
      {ticket?.melody !== undefined && (
        <SingSection
          key={ticket.ticket.toString()}
          {...{ contest, wallet, now, ticket: ticket.ticket, melody: ticket.melody }}
        />
      )}
      <EndingSection contest={contest} wallet={wallet} now={now} />
    </Stack>
  );
}
