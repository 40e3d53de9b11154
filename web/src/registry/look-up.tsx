import { Alert, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { CODE_BITS } from "../../../models/biometric-code/code.ts";
import type { OpenRegistry } from "../../../tasks/uniqueness-registry/open-registry.ts";
import { useTransact } from "../chain/use-transact.ts";
import type { Wallet } from "../chain/wallet.tsx";
import { TransactionButton } from "../ui/transaction-button.tsx";

import type { Nearest } from "./use-nearest.ts";
import { EXPLAINED } from "./use-registry.ts";
import { registryAt } from "./registry-at.ts";

interface Props {
  registry: OpenRegistry;
  wallet: Wallet;
  /** Undefined until it is read, null where nobody is enrolled. */
  nearest: Nearest | null | undefined;
  /** The code that the account is enrolled with. */
  own: bigint | undefined;
}

/** Whether the contract will take the code for somebody's who is enrolled. */
export function LookUp({ registry, wallet, nearest, own }: Props): ReactNode {
  const evict = useTransact(EXPLAINED);
  const { threshold } = registry.terms;
  if (nearest === undefined) return null;
  if (nearest === null)
    return <Text size="sm">Nobody is enrolled yet: there is no code to be too near to.</Text>;
  const apart = `The nearest enrolled code differs in ${nearest.distance} of ${CODE_BITS} bits`;
  if (nearest.code === own)
    return <Text size="sm">{apart}, and is your own: this account has this finger.</Text>;
  if (nearest.distance > threshold)
    return (
      <Text size="sm">
        {apart}; up to {threshold.toString()} would be the same finger.
      </Text>
    );
  if (nearest.frozen) {
    const contract = registryAt(registry.address, wallet.provider);
    return (
      <Alert color="orange" variant="outline" title="A frozen enrolment is in the way">
        <Stack gap="xs">
          <Text size="sm">
            {apart}. A device that vouched for it was revoked, so anybody may take it out.
          </Text>
          <TransactionButton
            transact={evict}
            onClick={() => void evict.send("Evicting", contract.evict.populateTransaction(nearest.code))}
          >
            Evict it
          </TransactionButton>
        </Stack>
      </Alert>
    );
  }
  return (
    <Alert color="orange" variant="outline" title="This finger is enrolled already">
      <Text size="sm">
        {apart}, and up to {threshold.toString()} are one finger. You can prove this capture; the contract
        will refuse it.
      </Text>
    </Alert>
  );
}
