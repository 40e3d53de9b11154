import { Title } from "@mantine/core";
import type { ReactNode } from "react";

import { NetworkGate } from "../ui/network-gate.tsx";

export function ContestScreen(): ReactNode {
  return (
    <>
      <Title order={1}>Contest</Title>
      <NetworkGate contract="SingingContest">{(_, { address }) => address}</NetworkGate>
    </>
  );
}
