import { Anchor, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { isLocal } from "../../../../src/deployments/local-chains.ts";
import type { ProofContext } from "../../../../src/index.ts";
import type { Window } from "../../../../tasks/trading-vault/window.ts";
import { Command } from "../../ui/command.tsx";

import { fileCommand, networkCommand, WINDOW_FILE, windowFile } from "./prove-command.ts";

interface Props {
  context: ProofContext;
  window: Window;
}

/** How the native prover makes the proof, in a clone of the project. */
export function ProveElsewhere({ context, window: { epoch, input } }: Props): ReactNode {
  const href = `data:application/json,${encodeURIComponent(windowFile(input))}`;
  return (
    <Stack gap="xs">
      <Text size="sm">
        In a clone of the project that knows a network of chain {context.chainId}, with the model built (npx
        hardhat ezkl build trading-signal):
      </Text>
      {isLocal(BigInt(context.chainId)) && (
        <Text size="sm" c="dimmed">
          Hardhat’s localhost is port 8545, where npm run web puts its chain unless the port is taken.
        </Text>
      )}
      <Command label="Command that proves with a network">{networkCommand(context)}</Command>
      <details>
        <summary>Without a network</summary>
        <Stack gap="xs" mt="xs">
          <Text size="sm">
            Save{" "}
            <Anchor href={href} download={WINDOW_FILE}>
              {WINDOW_FILE}
            </Anchor>
            , the 28 returns as the model reads them, beside the project and run:
          </Text>
          <Command label="Command that proves without a network">{fileCommand(context, epoch)}</Command>
        </Stack>
      </details>
    </Stack>
  );
}
