import { Code, Spoiler, Table, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { printableStatement } from "../../../src/index.ts";
import { visible } from "../../../src/text/visible.ts";
import type { PageModel } from "../models/catalogue.ts";

const ROLES = {
  input: "public input",
  inputHash: "hash of the private input",
  output: "output",
  outputHash: "hash of the output",
  context: "what the proof is for",
} as const;

/** The proof's public field elements, read as the model's statement. */
export function Statement({
  model,
  instances,
}: {
  model: PageModel;
  instances: readonly bigint[];
}): ReactNode {
  const { layout } = model.statement;
  const told = printableStatement(model.statement.decode(instances));
  const roleOf = (name: string): keyof typeof ROLES =>
    layout.tensors.find((tensor) => tensor.name === name)?.role ?? "context";
  return (
    <Table layout="fixed" withRowBorders={false} verticalSpacing={4}>
      <Table.Caption>The decoded statement: all that the chain learns</Table.Caption>
      <Table.Tbody>
        {Object.entries(told).map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" w="40%">
              {visible(name)}
              <Text size="xs" c="dimmed" fw={400}>
                {ROLES[roleOf(name)]}
              </Text>
            </Table.Th>
            <Table.Td>
              <Spoiler maxHeight={72} showLabel="all" hideLabel="less">
                <Code block={false} style={{ overflowWrap: "anywhere" }}>
                  {Array.isArray(value) ? value.join(", ") : value}
                </Code>
              </Spoiler>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
