import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

import { NetworkGate } from "../ui/network-gate.tsx";

import { VaultPage } from "./vault-page.tsx";

export function VaultScreen(): ReactNode {
  return (
    <Stack>
      <Title order={1}>Vault</Title>
      <Text>
        Holders put a stable token in; once a day anybody may trade the vault to the allocation that a network
        gives on prices that the chain knows, with a proof that the network said so. Whether the network is
        any good, nobody proves.
      </Text>
      <NetworkGate contract="TradingVault">
        {(wallet, onRecord) => <VaultPage wallet={wallet} onRecord={onRecord} />}
      </NetworkGate>
    </Stack>
  );
}
