import { Button, Stack, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";

import { tell, type Told } from "../chain/explain.ts";
import { usePractice } from "../chain/practice.ts";
import { Failure } from "../ui/failure.tsx";

type State =
  | { readonly at: "idle" }
  | { readonly at: "busy" }
  | { readonly at: "done" }
  | { readonly at: "failed"; readonly told: Told };

/** Moves the local chain's clock to the next period; nothing on any other chain. */
export function ForwardButton(): ReactNode {
  const practice = usePractice();
  const [state, setState] = useState<State>({ at: "idle" });
  if (practice === undefined) return null;
  const forward = async (): Promise<void> => {
    setState({ at: "busy" });
    try {
      await practice.act("registry/forward", {});
      setState({ at: "done" });
    } catch (error) {
      setState({ at: "failed", told: tell(error) });
    }
  };
  return (
    <Stack gap="xs" align="flex-start">
      <Button variant="default" loading={state.at === "busy"} onClick={() => void forward()}>
        Forward to the next period
      </Button>
      <Text size="sm" c="dimmed" role="status">
        {state.at === "done" ? "A new period has begun." : "On this local chain only: its clock is moved."}
      </Text>
      {state.at === "failed" && <Failure told={state.told} />}
    </Stack>
  );
}
