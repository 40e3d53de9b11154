import { Button, Stack, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";

import type { ActName, PracticeActs } from "../../practice-acts.ts";
import { tell, type Told } from "../chain/explain.ts";
import { usePractice } from "../chain/practice.ts";

import { Failure } from "./failure.tsx";

interface Props<Name extends ActName> {
  act: Name;
  asked: PracticeActs[Name]["asked"];
  children: ReactNode;
  /** Said under the button, before and after. */
  note?: { readonly before: string; readonly after: string } | undefined;
}

/** Moves the local world; nothing on any other chain. */
export function PracticeButton<Name extends ActName>({ act, asked, children, note }: Props<Name>): ReactNode {
  const practice = usePractice();
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [told, setTold] = useState<Told>();
  if (practice === undefined) return null;
  const move = async (): Promise<void> => {
    setBusy(true);
    setTold(undefined);
    try {
      await practice.act(act, asked);
      setDone(true);
    } catch (error) {
      setTold(tell(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack gap="xs" align="flex-start">
      <Button variant="default" loading={busy} onClick={() => void move()}>
        {children}
      </Button>
      {note !== undefined && (
        <Text size="sm" c="dimmed" role="status">
          {done && !busy ? note.after : note.before}
        </Text>
      )}
      {told !== undefined && <Failure told={told} />}
    </Stack>
  );
}
