import { Title } from "@mantine/core";
import type { ReactNode } from "react";

import { NetworkGate } from "../ui/network-gate.tsx";

export function VaultScreen(): ReactNode {
  return (
    <>
      <Title order={1}>Vault</Title>
      <NetworkGate contract="TradingVault">{(_, { address }) => address}</NetworkGate>
    </>
  );
}
