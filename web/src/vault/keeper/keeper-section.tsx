import { Text } from "@mantine/core";
import type { ReactNode } from "react";

import { formatDay } from "../../../../tasks/trading-vault/format/day.ts";
import { isDue } from "../../../../tasks/trading-vault/read/due.ts";
import type { State } from "../../../../tasks/trading-vault/read/state.ts";
import type { OpenVault } from "../../../../tasks/trading-vault/open-vault.ts";
import type { Wallet } from "../../chain/wallet.tsx";
import { Section } from "../../ui/section.tsx";
import { useWindow } from "../use-vault.ts";

import { Observe } from "./observe.tsx";
import { ProveAndSend } from "./prove-and-send.tsx";

interface Props {
  wallet: Wallet;
  vault: OpenVault;
  state: State;
}

/** The keeper's day: record the closes, prove the decision, send it. Anybody may, for a fee in shares. */
export function KeeperSection({ wallet, vault, state }: Props): ReactNode {
  const { data: window } = useWindow(vault, state);
  const { currentEpoch, paused } = state;
  // A new day's window is read a moment after the day has come: until then, nothing is offered for the former one.
  const today = window?.epoch === state.currentEpoch ? window : undefined;
  return (
    <Section title="The keeper’s day">
      <Text size="sm">
        Whoever proves the decision of {formatDay(currentEpoch)} first is paid{" "}
        {vault.stable.format(state.terms.keeperFee)} in new shares, at most 0.01 % of the vault.
      </Text>
      <Text size="sm" fw={600} role="status">
        {paused
          ? "The vault is paused: it takes no proofs."
          : isDue(state)
            ? `Due: a proof of ${formatDay(currentEpoch)}.`
            : `Nothing is due: ${formatDay(currentEpoch)} is decided; the next proof is of the day after it.`}
      </Text>
      {today !== undefined && <Observe vault={vault} window={today} />}
      {today !== undefined && <ProveAndSend {...{ wallet, vault, state, window: today }} />}
    </Section>
  );
}
