import { Button, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";

import { tell, type Told } from "../chain/explain.ts";
import { usePractice } from "../chain/practice.ts";
import { Failure } from "../ui/failure.tsx";
import { Section } from "../ui/section.tsx";

/** On a local chain days come when they are asked for. Nothing anywhere else. */
export function PracticeSection(): ReactNode {
  const practice = usePractice();
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<Told>();
  if (practice === undefined) return null;
  const forward = async (): Promise<void> => {
    setBusy(true);
    setTold(undefined);
    try {
      await practice.act("vault/forward", { days: 1 });
    } catch (error) {
      setTold(tell(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title="Practice">
      <Text size="sm">
        This chain’s days play real days of ETH from 2022: the clock moves on, the feed has the next close,
        and the market follows it.
      </Text>
      <Button variant="default" loading={busy} onClick={() => void forward()} w="fit-content">
        Let a day pass
      </Button>
      {told !== undefined && <Failure told={told} />}
    </Section>
  );
}
