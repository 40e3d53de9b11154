import { Alert, Stack, Text, Title } from "@mantine/core";
import type { ContractTransaction, TransactionReceipt } from "ethers";
import { useState, type ReactNode } from "react";

import type { ProofContext } from "../../../../src/index.ts";
import { readClock } from "../../../../tasks/samples/chain/clock.ts";
import { SIGNAL } from "../../../../tasks/trading-vault/dapp.ts";
import type { OpenVault } from "../../../../tasks/trading-vault/open-vault.ts";
import type { Window } from "../../../../tasks/trading-vault/window.ts";
import { tell } from "../../chain/explain.ts";
import { useTransact } from "../../chain/use-transact.ts";
import type { Wallet } from "../../chain/wallet.tsx";
import { WhatWasProven } from "../../proven/what-was-proven.tsx";
import type { MadeProof } from "../../prover/types.ts";
import { Failure } from "../../ui/failure.tsx";
import { TransactionButton } from "../../ui/transaction-button.tsx";
import { OF_VAULT } from "../abi.ts";

import { checkDecision, isSound, type Decision } from "./check-decision.ts";
import { Checks } from "./checks.tsx";
import { DecisionPreview } from "./decision-preview.tsx";
import { Traded } from "./traded.tsx";
import { vaultAt } from "../abi.ts";

interface Props {
  wallet: Wallet;
  vault: OpenVault;
  window: Window;
  context: ProofContext;
  made: MadeProof;
}

/** Seconds that a transaction may wait for its block. */
const PATIENCE = 600n;

/** What a proof says against what the vault will check, and the transaction that brings it. */
export function SendDecision({ wallet, vault, window, context, made }: Props): ReactNode {
  const transact = useTransact(OF_VAULT);
  // The window of the day that it was sent for: the next day is another question.
  const [sent, setSent] = useState<{ window: Window; receipt: TransactionReceipt }>();
  const { epoch, rounds, returns } = sent?.window ?? window;
  let decision: Decision;
  try {
    const expected = { modelDigest: vault.modelDigest, context, epoch, returns };
    decision = checkDecision(made.file, expected);
  } catch (error) {
    return <Failure told={tell(error)} />;
  }
  const call = async (proof: string, instances: bigint[]): Promise<ContractTransaction> => {
    const { now } = await readClock(wallet.provider);
    const contract = vaultAt(vault.address, wallet.provider);
    return contract.rebalance.populateTransaction(epoch, rounds, now + PATIENCE, proof, instances);
  };
  const send = async (): Promise<void> => {
    const receipt = await transact.send("Rebalance", call(made.file.proof, decision.instances));
    if (receipt !== undefined) setSent({ window, receipt });
  };
  const sound = isSound(decision);
  return (
    <Stack gap="sm">
      <Checks checks={decision.checks} />
      <Title order={3} size="h4">
        3. Trade
      </Title>
      {sent === undefined && <DecisionPreview vault={vault} allocation={decision.allocation} />}
      {!sound && sent === undefined && (
        <Alert color="red" variant="outline" title="The vault will refuse this proof" role="alert">
          <Text size="sm">What does not hold is marked above. Prove again for this day and account.</Text>
        </Alert>
      )}
      <TransactionButton
        transact={transact}
        onClick={() => void send()}
        disabled={sent !== undefined}
        variant={sound ? "filled" : "default"}
      >
        {sound ? "Send the proof and trade" : "Send it all the same"}
      </TransactionButton>
      {sent !== undefined && <Traded vault={vault} receipt={sent.receipt} />}
      <WhatWasProven
        model={SIGNAL}
        made={made}
        refuse={{ contract: vault.address, ...OF_VAULT, call }}
        gas={sent?.receipt.gasUsed}
      />
    </Stack>
  );
}
