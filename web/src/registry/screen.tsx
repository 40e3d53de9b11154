import { Title } from "@mantine/core";
import type { ReactNode } from "react";

import { NetworkGate } from "../ui/network-gate.tsx";

export function RegistryScreen(): ReactNode {
  return (
    <>
      <Title order={1}>Registry</Title>
      <NetworkGate contract="UniquenessRegistry">{(_, { address }) => address}</NetworkGate>
    </>
  );
}
