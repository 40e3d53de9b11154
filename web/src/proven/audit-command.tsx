import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { DEVELOPMENT_CHAIN } from "../../../src/deployments/local-chains.ts";
import { Command } from "../ui/command.tsx";

interface Props {
  model: string;
  verifier: string;
  chainId: bigint;
}

/** Everything about a sample's verifier can be rebuilt by anybody: this is how. */
export function AuditCommand({ model, verifier, chainId }: Props): ReactNode {
  const command = `npx hardhat ezkl audit ${model} --address ${verifier} --network ${chainId === DEVELOPMENT_CHAIN ? "localhost" : "NETWORK"}`;
  return (
    <Stack gap={4}>
      <Text size="sm">
        Believe none of this: in a clone of the project, with a network of chain {chainId.toString()}, audit
        the verifier from the ONNX to the bytecode.
      </Text>
      <Command label="Command that audits the verifier">{command}</Command>
    </Stack>
  );
}
