import { Text } from "@mantine/core";
import type { ReactNode } from "react";

import { usePractice } from "../chain/practice.ts";
import { PracticeButton } from "../ui/practice-button.tsx";
import { Section } from "../ui/section.tsx";

/** On a local chain days come when they are asked for. Nothing anywhere else. */
export function PracticeSection(): ReactNode {
  if (usePractice() === undefined) return null;
  return (
    <Section title="Practice">
      <Text size="sm">
        This chain’s days play real days of ETH from 2022: the clock moves on, the feed has the next close,
        and the market follows it.
      </Text>
      <PracticeButton act="vault/forward" asked={{ days: 1 }}>
        Let a day pass
      </PracticeButton>
    </Section>
  );
}
