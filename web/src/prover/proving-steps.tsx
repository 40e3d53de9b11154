import { Button, Group, List, Progress, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { Failure } from "../ui/failure.tsx";

import type { ProvingProgress, ProvingStep } from "./types.ts";
import { usePageProver, type Proof } from "./use-prover.tsx";

const STEPS: readonly { readonly step: ProvingStep; readonly label: string }[] = [
  { step: "download", label: "Get circuit and keys, downloaded once" },
  { step: "keys", label: "Make the proving key, where it is too large to send" },
  { step: "witness", label: "Run the network in the circuit" },
  { step: "prove", label: "Make the proof" },
  { step: "verify", label: "Check the proof" },
];

/** How far a proof is, what became of it, and the button that stops it. */
export function ProvingSteps({ proof }: { proof: Proof }): ReactNode {
  const { threads } = usePageProver();
  const { state } = proof;
  if (state.at === "idle") return null;
  if (state.at === "failed") return <Failure told={state.told} />;
  if (state.at === "made") {
    const by = state.proof.threads === 1 ? "one thread" : `${state.proof.threads} threads`;
    return (
      <Text size="sm" role="status">
        Proved and checked in {state.proof.seconds.toFixed(1)} s by {by}.
      </Text>
    );
  }
  return <Underway progress={state.progress} threads={threads} cancel={proof.cancel} />;
}

interface UnderwayProps {
  progress: ProvingProgress;
  threads: number;
  cancel: () => void;
}

function Underway({ progress, threads, cancel }: UnderwayProps): ReactNode {
  const now = STEPS.findIndex(({ step }) => step === progress.step);
  return (
    <Stack gap="xs">
      <Text size="sm" role="status">
        {STEPS[now]?.label}, step {now + 1} of {STEPS.length}.
      </Text>
      <List size="sm" type="ordered">
        {STEPS.map(({ step, label }, at) => (
          <List.Item
            key={step}
            c={at === now ? undefined : "dimmed"}
            fw={at === now ? 600 : undefined}
            aria-current={at === now ? "step" : undefined}
          >
            {label}
            {at < now && " ✓"}
            {at === now && progress.bytes !== undefined && `: ${megabytes(progress.bytes)}`}
          </List.Item>
        ))}
      </List>
      <Progress
        value={100 * (progress.fraction ?? 1)}
        animated={progress.fraction === undefined}
        aria-label="This step"
      />
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {threads === 1 ? "One thread: this page is not cross-origin isolated." : `${threads} threads.`}
        </Text>
        <Button variant="default" size="compact-md" onClick={cancel}>
          Cancel the proof
        </Button>
      </Group>
    </Stack>
  );
}

function megabytes({ done, total }: { done: number; total: number }): string {
  return `${(done / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB`;
}
