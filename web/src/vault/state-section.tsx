import { Alert, Badge, Code, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { formatMoment } from "../../../tasks/samples/format/time.ts";
import { show, showPrice } from "../../../tasks/trading-vault/format/amount.ts";
import { endOf, formatDay } from "../../../tasks/trading-vault/format/day.ts";
import { isDue } from "../../../tasks/trading-vault/read/due.ts";
import { sharePriceOf, type State } from "../../../tasks/trading-vault/read/state.ts";
import { termsLine, termsTable } from "../../../tasks/trading-vault/show/terms.ts";
import { formatSharePrice } from "../../../tasks/trading-vault/show/share-price.ts";
import { shareOf } from "../../../tasks/trading-vault/show/trade.ts";
import type { OpenVault } from "../../../tasks/trading-vault/open-vault.ts";
import { Section } from "../ui/section.tsx";

import { Facts } from "./facts.tsx";

interface Props {
  vault: OpenVault;
  state: State;
  now: bigint;
}

/** What the vault holds, what a share of it is worth, and what it may do. */
export function StateSection({ vault, state, now }: Props): ReactNode {
  const { stable, risk, shares, feedDecimals } = vault;
  const known = state.nav > 0n || state.risk === 0n;
  return (
    <Section title="The vault">
      <Warnings vault={vault} state={state} now={now} />
      <Facts
        of={{
          "Net asset value": known ? show(stable, state.nav, "stable") : "not known: no fresh price",
          Holds: `${show(stable, state.stable, "stable")} and ${show(risk, state.risk, "risk")}`,
          "Allocation now": known ? `${shareOf(state.nav - state.stable, state.nav)} at risk` : "not known",
          "Share price":
            known && state.totalSupply > 0n
              ? `${formatSharePrice(sharePriceOf(state))} ${stable.symbol}`
              : "none yet",
          "All shares": show(shares, state.totalSupply, "share"),
          [`Oracle’s price of ${risk.symbol}`]:
            state.price === 0n ? "no fresh price" : showPrice(state.price, feedDecimals, stable),
          Address: <Code style={{ overflowWrap: "anywhere" }}>{vault.address}</Code>,
        }}
      />
      <details>
        <summary>Terms</summary>
        <Facts of={{ ...termsTable({ ...state, stable }), owner: state.owner }} />
        <Text size="sm" c="dimmed">
          Model, verifier, prices, pool and tokens are fixed for good. The owner can pause and propose other
          terms, which wait seven days; nothing stops anybody from leaving.
        </Text>
      </details>
    </Section>
  );
}

/** Whether the vault takes deposits and proofs, and what is about to change. */
function Warnings({ vault, state, now }: Props): ReactNode {
  const { dormant, paused, lastEpoch, currentEpoch, dormantAfter, applicableAt, proposed } = state;
  return (
    <>
      <Group gap="xs">
        <Badge variant="outline" color={paused || dormant ? "orange" : "teal"} tt="none">
          {paused ? "Paused" : dormant ? "Dormant" : "Awake"}
        </Badge>
        <Text size="sm">
          {isDue(state)
            ? `A proof of ${formatDay(currentEpoch)} is due; the last was of ${formatDay(lastEpoch)}.`
            : `Up to date: the next proof is due ${formatMoment(endOf(currentEpoch + 1n), now)}.`}
        </Text>
      </Group>
      {paused && (
        <Warning title="Paused by its owner">
          It takes no deposits and no proofs. Leaving is possible.
        </Warning>
      )}
      {dormant && (
        <Warning title="Dormant">
          No proof since {formatDay(lastEpoch)}, more than {dormantAfter.toString()} days. No deposits are
          taken; the next proof wakes it. Leaving is possible.
        </Warning>
      )}
      {state.price === 0n && (
        <Warning title="No fresh price">
          {state.risk === 0n
            ? "The feed has been silent for too long: nothing is traded until it speaks again."
            : `The feed has been silent for too long: shares can be left in kind only, for ${vault.stable.symbol} and ${vault.risk.symbol}.`}
        </Warning>
      )}
      {applicableAt !== 0n && (
        <Warning title="Other terms are proposed">
          {termsLine(proposed, vault.stable)}. They can hold from {formatMoment(applicableAt, now)}; until
          then everybody can leave.
        </Warning>
      )}
    </>
  );
}

function Warning({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <Alert color="orange" variant="outline" title={title}>
      {children}
    </Alert>
  );
}
