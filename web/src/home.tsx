import { Card, SimpleGrid, Stack, Text, Title } from "@mantine/core";
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
    </Stack>
  );
}
