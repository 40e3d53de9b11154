import { Table, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { formatPoints } from "../../../tasks/singing-contest/format/score.ts";
import type { Contest } from "../../../tasks/singing-contest/open-contest.ts";
import { divide, PAID_PLACES } from "../../../tasks/singing-contest/read/places.ts";
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
        <Table.ScrollContainer minWidth={0} type="native" tabIndex={0}>
          <Table aria-label="The top three">
            <Table.Thead>
              <Table.Tr>
                {["Place", "Singer", "Score", "Prize"].map((title) => (
                  <Table.Th key={title} scope="col">
                    {title}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {state.places.slice(0, PAID_PLACES).map(({ ticket, singer, score }, index) => (
                <Table.Tr key={ticket.toString()}>
                  <Table.Td>{index + 1}</Table.Td>
                  <Table.Td>
                    {singer === account ? "You" : `${singer.slice(0, 6)}…${singer.slice(-4)}`}, ticket{" "}
                    {ticket.toString()}
                  </Table.Td>
                  <Table.Td>{formatPoints(score)}</Table.Td>
                  <Table.Td>
                    {score < terms.threshold ? "below the threshold" : currency.format(prizes[index] ?? 0n)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {behind > 0 && (
        <Text size="sm" c="dimmed">
          {behind} more behind them, who move up if a place is struck.
        </Text>
      )}
    </Section>
  );
}
