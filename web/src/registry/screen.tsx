import { Loader, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

import type { OpenRegistry } from "../../../tasks/uniqueness-registry/open-registry.ts";
import type { OnRecord } from "../chain/deployed.ts";
import { tell } from "../chain/explain.ts";
import type { Wallet } from "../chain/wallet.tsx";
import { Failure } from "../ui/failure.tsx";
import { NetworkGate } from "../ui/network-gate.tsx";

import { AccountCard } from "./account-card.tsx";
import { CaptureCard } from "./capture-card.tsx";
import { EnrolCard } from "./enrol-card.tsx";
import { RegistryCard } from "./registry-card.tsx";
import { useCapture } from "./use-capture.ts";
import { EXPLAINED, useRegistry } from "./use-registry.ts";
import { useStanding } from "./use-standing.ts";

/** The uniqueness registry: one finger, one account, one payout a period. */
export function RegistryScreen(): ReactNode {
  return (
    <Stack>
      <Title order={1}>Registry</Title>
      <Text>
        One living finger, one account: who is enrolled gets a payout each period. A capture device looks at
        the finger and signs; a proof shows that the agreed network made this code of what the device saw. The
        picture stays here.
      </Text>
      <NetworkGate contract="UniquenessRegistry">
        {(wallet, onRecord) => <Open wallet={wallet} onRecord={onRecord} />}
      </NetworkGate>
    </Stack>
  );
}

function Open({ wallet, onRecord }: { wallet: Wallet; onRecord: OnRecord }): ReactNode {
  const { data: registry, error } = useRegistry(wallet, onRecord);
  if (registry !== undefined) return <Desk registry={registry} wallet={wallet} />;
  return error === null ? (
    <Loader aria-label="Reading the registry" />
  ) : (
    <Failure told={tell(error, EXPLAINED)} />
  );
}

function Desk({ registry, wallet }: { registry: OpenRegistry; wallet: Wallet }): ReactNode {
  const { data: now, error } = useStanding(registry);
  const capturing = useCapture(registry, wallet);
  const capture = capturing.state.at === "there" ? capturing.state.capture : undefined;
  return (
    <Stack>
      {error !== null && <Failure told={tell(error, EXPLAINED)} />}
      {now !== undefined && (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <RegistryCard registry={registry} now={now} />
          <AccountCard registry={registry} wallet={wallet} now={now} />
        </SimpleGrid>
      )}
      <CaptureCard capturing={capturing} />
      {capture !== undefined && (
        <EnrolCard
          key={capture.imageHash.toString()}
          {...{ registry, wallet, capture, own: now?.standing.enrolment?.code }}
        />
      )}
    </Stack>
  );
}
