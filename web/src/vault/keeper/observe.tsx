import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

import { formatDay } from "../../../../tasks/trading-vault/format/day.ts";
import type { OpenVault } from "../../../../tasks/trading-vault/open-vault.ts";
import type { Window } from "../../../../tasks/trading-vault/window.ts";
import { useTransact } from "../../chain/use-transact.ts";
import { TransactionButton } from "../../ui/transaction-button.tsx";
import { OF_VAULT } from "../abi.ts";

/** The closes that the ring lacks, and the transaction that records them. */
export function Observe({ vault, window }: { vault: OpenVault; window: Window }): ReactNode {
  const transact = useTransact(OF_VAULT);
  const { epoch, rounds } = window;
  const first = epoch + 1n - BigInt(rounds.length);
  const missing = rounds.filter((round) => round !== 0n).length;
  const observe = vault.ring.getFunction("observe");
  return (
    <Stack gap="xs">
      <Title order={3} size="h4">
        1. Closes
      </Title>
      <Text size="sm">
        {missing === 0
          ? `All 29 closes up to ${formatDay(epoch)} are recorded.`
          : `${missing} of 29 closes, from ${formatDay(first)} on, ${missing === 1 ? "is" : "are"} not recorded yet. Anybody may record them; a proof that is sent records them too.`}
      </Text>
      <TransactionButton
        transact={transact}
        variant="default"
        disabled={missing === 0}
        onClick={() => void transact.send("Record closes", observe.populateTransaction(first, rounds))}
      >
        Record closes
      </TransactionButton>
    </Stack>
  );
}
