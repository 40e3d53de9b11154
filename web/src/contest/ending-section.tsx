import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { formatMoment } from "../../../tasks/samples/format/time.ts";
import type { Contest } from "../../../tasks/singing-contest/open-contest.ts";
import { useTransact } from "../chain/use-transact.ts";
import type { Wallet } from "../chain/wallet.tsx";
import { Section } from "../ui/section.tsx";
import { TransactionButton } from "../ui/transaction-button.tsx";

import { ForwardButton } from "./forward-button.tsx";
import { phaseOf } from "./phase.ts";
import { refundable } from "./refundable.ts";
import { EXPLAINED, type Standing } from "./use-contest.ts";
import { contestAt } from "./contest-at.ts";

interface Props {
  contest: Contest;
  wallet: Wallet;
  now: Standing;
}

/** Closing the contest, and taking what it owes. */
export function EndingSection({ contest, wallet, now }: Props): ReactNode {
  const { address, terms, currency } = contest;
  const { state, clock, owed } = now;
  const closing = useTransact(EXPLAINED);
  const claiming = useTransact(EXPLAINED);
  const refunding = useTransact(EXPLAINED);
  const contract = contestAt(address, wallet.provider);
  const phase = phaseOf(terms, state, clock.now);
  const back = refundable(now, terms);
  return (
    <Section title="The end">
      <Text size="sm" role="status">
        {state.outcome === "undecided"
          ? `The contest can be closed ${formatMoment(state.closableAt, clock.now)}.`
          : state.outcome === "won"
            ? "The contest is closed: its prizes can be claimed."
            : "The contest is closed, and nobody reached the threshold: every fee is paid back."}
      </Text>
      <Group>
        {(phase === "entries" || phase === "submissions") && (
          <ForwardButton until="submissions-closed">
            Move the clock past the submissions (local chain only)
          </ForwardButton>
        )}
        {phase === "disputes" && (
          <ForwardButton until="disputes-closed">
            Move the clock past the challenges (local chain only)
          </ForwardButton>
        )}
      </Group>
      {phase !== "closed" && (
        <TransactionButton
          transact={closing}
          disabled={phase !== "closable"}
          onClick={() => void closing.send("Close", contract.close.populateTransaction())}
        >
          Close the contest
        </TransactionButton>
      )}
      <Text size="sm">
        The contest owes you {currency.format(owed)}. You have {currency.format(now.balance)}.
      </Text>
      <TransactionButton
        transact={claiming}
        disabled={owed === 0n}
        onClick={() => void claiming.send("Claim", contract.claim.populateTransaction())}
      >
        Claim {currency.format(owed)}
      </TransactionButton>
      {back !== undefined && (
        <TransactionButton
          transact={refunding}
          onClick={() => void refunding.send("Refund", contract.refund.populateTransaction(back))}
        >
          Get the fee of ticket {back.toString()} back
        </TransactionButton>
      )}
    </Section>
  );
}
