import { Code, CopyButton, Button, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { DEVELOPMENT_CHAIN } from "../../../src/deployments/local-chains.ts";

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
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Code block flex={1} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }} tabIndex={0}>
          {command}
        </Code>
        <CopyButton value={command}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}>
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}
