import { Button, Stack } from "@mantine/core";
import { useState, type ReactNode } from "react";

import type { PracticeActs } from "../../practice-acts.ts";
import { tell, type Told } from "../chain/explain.ts";
import { usePractice } from "../chain/practice.ts";
import { Failure } from "../ui/failure.tsx";

interface Props {
  until: PracticeActs["contest/forward"]["asked"]["until"];
  children: ReactNode;
}

/** Mines or moves the clock of a local chain; nothing on any other. */
export function ForwardButton({ until, children }: Props): ReactNode {
  const practice = usePractice();
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<Told>();
  if (practice === undefined) return null;
  const forward = async (): Promise<void> => {
    setBusy(true);
    setTold(undefined);
    try {
      await practice.act("contest/forward", { until });
    } catch (error) {
      setTold(tell(error));
    }
    setBusy(false);
  };
  return (
    <Stack gap="xs" align="flex-start">
      <Button variant="default" loading={busy} onClick={() => void forward()}>
        {children}
      </Button>
      {told !== undefined && <Failure told={told} />}
    </Stack>
  );
}
