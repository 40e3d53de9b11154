import { SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { useState, type ReactNode } from "react";

import { SIGNAL } from "../../../../tasks/trading-vault/dapp.ts";
import { decisionContext } from "../../../../tasks/trading-vault/decision-context.ts";
import { formatDay } from "../../../../tasks/trading-vault/format/day.ts";
import type { OpenVault } from "../../../../tasks/trading-vault/open-vault.ts";
import { isDue } from "../../../../tasks/trading-vault/read/due.ts";
import type { State } from "../../../../tasks/trading-vault/read/state.ts";
import type { Window } from "../../../../tasks/trading-vault/window.ts";
import type { Wallet } from "../../chain/wallet.tsx";
import type { MadeProof } from "../../prover/types.ts";
import { useProof } from "../../prover/use-prover.tsx";

import { ProofFileInput } from "./proof-file-input.tsx";
import { ProveElsewhere } from "./prove-elsewhere.tsx";
import { ProveHere, whyNotHere } from "./prove-here.tsx";
import { SendDecision } from "./send-decision.tsx";

interface Props {
  wallet: Wallet;
  vault: OpenVault;
  state: State;
  window: Window;
}

const WAYS = [
  { value: "here", label: "In this page" },
  { value: "elsewhere", label: "By a command" },
];

/** Makes the proof here or takes one that was made elsewhere, and sends it. */
export function ProveAndSend({ wallet, vault, state, window }: Props): ReactNode {
  const [way, setWay] = useState(() => (whyNotHere() === undefined ? "here" : "elsewhere"));
  const [made, setMade] = useState<MadeProof>();
  const proof = useProof();
  const context = decisionContext(wallet.chainId, vault.address, wallet.account, window.epoch);
  const prove = async (): Promise<void> => {
    setMade(undefined);
    setMade(await proof.prove({ model: SIGNAL, input: [window.input], context }));
  };
  return (
    <Stack gap="xs">
      <Title order={3} size="h4">
        2. Proof
      </Title>
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        That the network’s decision on the returns above is what it is: for this vault,{" "}
        {formatDay(window.epoch)} and {wallet.account} alone.
      </Text>
      <SegmentedControl data={WAYS} value={way} onChange={setWay} aria-label="Where the proof is made" />
      {way === "here" ? (
        <ProveHere proof={proof} due={isDue(state) && !state.paused} onProve={() => void prove()} />
      ) : (
        <>
          <ProveElsewhere context={context} window={window} />
          <ProofFileInput
            onProof={(file) => {
              proof.reset();
              // How long it took, who made it knows.
              setMade({ file, seconds: 0, threads: 0 });
            }}
          />
        </>
      )}
      {made !== undefined && (
        <SendDecision key={made.file.proof} {...{ wallet, vault, window, context, made }} />
      )}
    </Stack>
  );
}
