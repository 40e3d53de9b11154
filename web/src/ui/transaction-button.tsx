import { Button, Stack, Text, type ButtonProps } from "@mantine/core";
import type { ReactNode } from "react";

import type { Transact } from "../chain/use-transact.ts";

import { Failure } from "./failure.tsx";

interface Props extends ButtonProps {
  transact: Transact;
  onClick: () => void;
  children: ReactNode;
}

/** A button with what became of its transaction under it. */
export function TransactionButton({ transact, children, disabled, ...button }: Props): ReactNode {
  const { state } = transact;
  const busy = state.at === "signing" || state.at === "pending";
  return (
    <Stack gap="xs" align="flex-start">
      <Button {...button} loading={busy} disabled={disabled}>
        {children}
      </Button>
      <Text size="sm" role="status" c="dimmed">
        {state.at === "signing" && "Sign it in the wallet."}
        {state.at === "pending" && `Sent, waiting for a block: ${state.hash.slice(0, 18)}…`}
        {state.at === "confirmed" &&
          `Confirmed in block ${state.receipt.blockNumber}, ${state.receipt.gasUsed.toLocaleString("en")} gas.`}
      </Text>
      {state.at === "failed" && <Failure told={state.told} />}
    </Stack>
  );
}
