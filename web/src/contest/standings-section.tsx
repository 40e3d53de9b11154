import { Text } from "@mantine/core";
import type { ReactNode } from "react";

import { formatPoints } from "../../../tasks/singing-contest/format/score.ts";
import type { Contest } from "../../../tasks/singing-contest/open-contest.ts";
import { divide, PAID_PLACES } from "../../../tasks/singing-contest/read/places.ts";
import { DataTable } from "../ui/data-table.tsx";
import { Section } from "../ui/section.tsx";

import type { Standing } from "./use-contest.ts";

interface Props {
  contest: Contest;
  now: Standing;
  account: string;
}

/** The places that are paid, as they stand; five more wait behind them in case one is struck. */
export function StandingsSection({ contest, now: { state }, account }: Props): ReactNode {
  const { terms, currency } = contest;
  const { prizes } = divide(terms, state.pool, state.places);
  const behind = state.places.length - PAID_PLACES;
  return (
    <Section title="Standings">
      {state.places.length === 0 ? (
        <Text size="sm" role="status">
          Nobody has submitted an attempt yet.
        </Text>
      ) : (
        <DataTable
          label="The top three"
          head={["Place", "Singer", "Score", "Prize"]}
          rows={state.places.slice(0, PAID_PLACES).map(({ ticket, singer, score }, index) => ({
            key: ticket.toString(),
            cells: [
              index + 1,
              `${singer === account ? "You" : `${singer.slice(0, 6)}…${singer.slice(-4)}`}, ticket ${ticket}`,
              formatPoints(score),
              score < terms.threshold ? "below the threshold" : currency.format(prizes[index] ?? 0n),
            ],
          }))}
        />
      )}
      {behind > 0 && (
        <Text size="sm" c="dimmed">
          {behind} more behind them, who move up if a place is struck.
        </Text>
      )}
    </Section>
  );
}
