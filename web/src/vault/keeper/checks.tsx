import { Table, Text } from "@mantine/core";
import type { ReactNode } from "react";

import type { Check } from "./check-decision.ts";

/** What the vault will compare, and what the proof says. */
export function Checks({ checks }: { checks: readonly Check[] }): ReactNode {
  return (
    <Table layout="fixed" verticalSpacing={4}>
      <Table.Caption>What the vault will check, looked at before anything is sent</Table.Caption>
      <Table.Tbody>
        {checks.map(({ what, holds, found }) => (
          <Table.Tr key={what}>
            <Table.Th scope="row" w="34%">
              <Text span size="sm" fw={600}>
                {holds ? "✓" : "✗"} {what}
                {!holds && " differs"}
              </Text>
            </Table.Th>
            <Table.Td>
              <Text span size="sm" style={{ overflowWrap: "anywhere" }}>
                {found}
              </Text>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
