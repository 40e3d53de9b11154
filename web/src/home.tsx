import { Card, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

const STORIES = [
  {
    hash: "#/contest",
    title: "Sing for the pool",
    text: "Pay, get a melody of your own, sing it. A network scores you in this page; the contract pays the best three on proven scores.",
  },
  {
    hash: "#/registry",
    title: "Enrol a finger",
    text: "A capture never leaves this page. A proof shows the registry its code; one finger has one account, and one payout a period.",
  },
  {
    hash: "#/vault",
    title: "Let a model trade",
    text: "Deposit into a vault that trades to a network's allocation, on prices that the chain knows. Leave with your share at any time.",
  },
] as const;

const CHANGES = [
  ["Who says what the model answered", "whoever runs it", "the proof, checked by the contract"],
  [
    "Which model it was",
    "nobody can tell",
    "pinned when the contract was made: one changed weight, and nothing verifies",
  ],
  [
    "A copied or old answer",
    "as good as a new one",
    "worth nothing: it is bound to account, contract, chain and moment",
  ],
  ["Your recording, your finger", "on somebody’s server", "in this page"],
] as const;

/** What the page is for. */
export function Home(): ReactNode {
  return (
    <Stack>
      <Title order={1}>Paid on a model’s word</Title>
      <Text>
        Three dapps whose payouts depend on what a neural network says. Who asks for money brings a proof that
        the agreed network said it, about agreed inputs, for this account and this moment. The proofs are made
        here, where the inputs are.
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {STORIES.map(({ hash, title, text }) => (
          <Card key={hash} component="a" href={hash} withBorder>
            <Title order={2} size="h3">
              {title}
            </Title>
            <Text size="sm" mt="xs">
              {text}
            </Text>
          </Card>
        ))}
      </SimpleGrid>
      <Title order={2} mt="md">
        What a proof changes
      </Title>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            <Table.Th scope="col">Without</Table.Th>
            <Table.Th scope="col">With</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {CHANGES.map(([what, without, proven]) => (
            <Table.Tr key={what}>
              <Table.Th scope="row">{what}</Table.Th>
              <Table.Td>{without}</Table.Td>
              <Table.Td>{proven}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm">
        What no proof says: that a model is good, that a microphone heard a person, or that a price is right.
        Each sample’s page says what remains to a cheat.
      </Text>
    </Stack>
  );
}
