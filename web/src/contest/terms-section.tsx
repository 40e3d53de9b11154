import { Badge, DataList, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";

import type { Contest } from "../../../tasks/singing-contest/open-contest.ts";
import { momentsOf, termsOf } from "../../../tasks/singing-contest/show/terms.ts";
import { Section } from "../ui/section.tsx";

import { PHASE_TOLD, phaseOf } from "./phase.ts";
import type { Standing } from "./use-contest.ts";

/** What entrants agree to, when what closes, and what there is to win. */
export function TermsSection({ contest, now }: { contest: Contest; now: Standing }): ReactNode {
  const { terms, currency } = contest;
  const { state, clock } = now;
  const { currency: paidIn, ...money } = termsOf(contest);
  const rows = { pool: currency.format(state.pool), ...money, ...momentsOf(terms, clock.now) };
  return (
    <Section title="Terms">
      <Group gap="xs">
        <Badge variant="outline" tt="none">
          {phaseOf(terms, state, clock.now)}
        </Badge>
        <Text size="sm" role="status">
          {PHASE_TOLD[phaseOf(terms, state, clock.now)]}
        </Text>
      </Group>
      <DataList orientation="vertical">
        {Object.entries({ ...rows, "paid in": paidIn }).map(([label, value]) => (
          <DataList.Item key={label}>
            <DataList.ItemLabel>{label}</DataList.ItemLabel>
            <DataList.ItemValue style={{ overflowWrap: "anywhere" }}>{value}</DataList.ItemValue>
          </DataList.Item>
        ))}
      </DataList>
    </Section>
  );
}
