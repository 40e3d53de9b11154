import { Button, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

import type { SignedCapture } from "../../../tasks/uniqueness-registry/capture/signed-capture.ts";
import type { OpenRegistry } from "../../../tasks/uniqueness-registry/open-registry.ts";
import { useTransact } from "../chain/use-transact.ts";
import type { Wallet } from "../chain/wallet.tsx";
import { WhatWasProven } from "../proven/what-was-proven.tsx";
import { ProvingSteps } from "../prover/proving-steps.tsx";
import { Failure } from "../ui/failure.tsx";
import { Section } from "../ui/section.tsx";
import { TransactionButton } from "../ui/transaction-button.tsx";

import { enrolmentOf } from "./enrolment.ts";
import { LookUp } from "./look-up.tsx";
import type { OwnCapture } from "./own-capture.ts";
import { useCaptureProof } from "./use-capture-proof.ts";
import { useNearest } from "./use-nearest.ts";
import { EXPLAINED } from "./use-registry.ts";
import { WhatLeaves } from "./what-leaves.tsx";

interface Props {
  registry: OpenRegistry;
  wallet: Wallet;
  capture: OwnCapture;
  /** The code that the account is enrolled with. */
  own: bigint | undefined;
}

/** From a capture to an enrolment: what is about to leave, the proof, the transaction, and what was proven. */
export function EnrolCard({ registry, wallet, capture, own }: Props): ReactNode {
  const { proof, told, prove } = useCaptureProof(registry, wallet);
  const transact = useTransact(EXPLAINED);
  const nearest = useNearest(registry, capture.code).data;
  const { signed } = capture;
  const made = proof.state.at === "made" ? proof.state.proof : undefined;
  const enrolment =
    made === undefined || signed === undefined ? undefined : enrolmentOf(registry, wallet, made, signed);
  const isSent = transact.state.at === "confirmed";
  return (
    <Stack>
      <WhatLeaves
        capture={capture}
        account={wallet.account}
        proofBytes={made && made.file.proof.length / 2 - 1}
        nearest={nearest?.code}
      />
      <Section title="Prove and enrol">
        <LookUp {...{ registry, wallet, nearest, own }} />
        <Prove {...{ signed, enrolled: own !== undefined && !isSent }} prove={prove} at={proof.state.at} />
        <ProvingSteps proof={proof} />
        {told !== undefined && <Failure told={told} />}
        {enrolment !== undefined && (
          <TransactionButton
            transact={transact}
            disabled={own !== undefined}
            onClick={() => void transact.send("Enrolling", enrolment.transaction())}
          >
            Enrol
          </TransactionButton>
        )}
      </Section>
      {made !== undefined && enrolment !== undefined && (
        <WhatWasProven
          model="biometric-code"
          made={made}
          refuse={{ ...EXPLAINED, contract: registry.address, call: enrolment.call }}
          gas={transact.state.at === "confirmed" ? transact.state.receipt.gasUsed : undefined}
        />
      )}
    </Stack>
  );
}

interface ProveProps {
  signed: SignedCapture | undefined;
  enrolled: boolean;
  at: "idle" | "proving" | "made" | "failed";
  prove: (signed: SignedCapture) => Promise<void>;
}

function Prove({ signed, enrolled, at, prove }: ProveProps): ReactNode {
  if (signed === undefined)
    return (
      <Text size="sm">
        No device has signed for this capture, so the registry would not take a proof of it. Load a capture
        that one of its devices made for this account.
      </Text>
    );
  if (enrolled)
    return <Text size="sm">This account is enrolled. It would have to leave before it enrols again.</Text>;
  if (at === "proving" || at === "made") return null;
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">
        The proof is made in this page. The first one in this browser also makes the proving key of 170 MB
        here, which is kept for the next ones, and takes about 1.1 GB of memory. On two cores with nothing
        else to do that is about half a minute; on busy ones it can be several.
      </Text>
      <Button onClick={() => void prove(signed)}>Make the proof</Button>
    </Stack>
  );
}
