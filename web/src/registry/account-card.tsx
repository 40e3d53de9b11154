import { Alert, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { formatMoment, formatTime } from "../../../tasks/samples/format/time.ts";
import { formatCode } from "../../../tasks/uniqueness-registry/format/code.ts";
import type { Due } from "../../../tasks/uniqueness-registry/read/due.ts";
import type { OpenRegistry } from "../../../tasks/uniqueness-registry/open-registry.ts";
import { useTransact } from "../chain/use-transact.ts";
import type { Wallet } from "../chain/wallet.tsx";
import { Section } from "../ui/section.tsx";
import { TransactionButton } from "../ui/transaction-button.tsx";

import { Facts } from "./facts.tsx";
import { ForwardButton } from "./forward-button.tsx";
import { EXPLAINED } from "./use-registry.ts";
import type { Now } from "./use-standing.ts";
import { registryAt } from "./registry-at.ts";

interface Props {
  registry: OpenRegistry;
  wallet: Wallet;
  now: Now;
}

/** Where the wallet's account stands, and what it can do without a proof. */
export function AccountCard({ registry, wallet, now }: Props): ReactNode {
  const { balance, enrolment } = now.standing;
  const claim = useTransact(EXPLAINED);
  const leave = useTransact(EXPLAINED);
  const object = useTransact(EXPLAINED);
  const contract = registryAt(registry.address, wallet.provider);
  const moving =
    enrolment !== undefined && BigInt(enrolment.move.account) !== 0n ? enrolment.move : undefined;
  return (
    <Section title="Your account">
      <Facts
        rows={[
          ["Account", wallet.account],
          ["Balance", registry.token.format(balance)],
          [
            "Enrolled",
            enrolment === undefined
              ? "no"
              : `since ${formatTime(enrolment.enrolledAt)}, with the code ${formatCode(enrolment.code)}`,
          ],
          ["This period’s payout", enrolment && payoutText(enrolment.due, registry, now)],
        ]}
      />
      {moving !== undefined && (
        <Alert color="orange" variant="outline" title="Somebody asks for your enrolment" role="alert">
          <Stack gap="xs">
            <Text size="sm">
              {moving.account} showed a finger like yours and can take the enrolment over from{" "}
              {formatMoment(moving.readyAt, now.now)} on. If that is not you, object.
            </Text>
            <TransactionButton
              transact={object}
              onClick={() => void object.send("Objecting", contract.objectToMove.populateTransaction())}
            >
              Object
            </TransactionButton>
          </Stack>
        </Alert>
      )}
      <Group align="flex-start">
        {enrolment !== undefined && (
          <>
            <TransactionButton
              transact={claim}
              disabled={enrolment.due !== "due"}
              onClick={() => void claim.send("Claiming", contract.claim.populateTransaction())}
            >
              {enrolment.due === "due" ? `Claim ${registry.token.format(now.pool.share)}` : "Claim"}
            </TransactionButton>
            <TransactionButton
              transact={leave}
              variant="default"
              onClick={() => void leave.send("Leaving", contract.leave.populateTransaction())}
            >
              Leave the registry
            </TransactionButton>
          </>
        )}
        <ForwardButton />
      </Group>
      {enrolment !== undefined && (
        <Text size="sm" c="dimmed">
          Leaving takes the code out of the registry; it stays in the chain’s history for everybody to read.
        </Text>
      )}
    </Section>
  );
}

function payoutText(due: Due, { token }: OpenRegistry, { pool, now }: Now): string {
  const next = formatMoment(pool.endsAt, now);
  return {
    due: `${token.format(pool.share)} can be claimed until ${next}`,
    paid: `claimed; the next period begins ${next}`,
    "next period": `from the next period on, which begins ${next}`,
    frozen: "none: a device that vouched for you was revoked. Enrol anew with another one.",
  }[due];
}
