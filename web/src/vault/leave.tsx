import { Radio, Stack, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";

import { show } from "../../../tasks/trading-vault/format/amount.ts";
import type { OpenVault } from "../../../tasks/trading-vault/open-vault.ts";
import { useChain } from "../chain/use-chain.ts";
import { useTransact } from "../chain/use-transact.ts";
import type { Wallet } from "../chain/wallet.tsx";
import { Failure } from "../ui/failure.tsx";
import { Section } from "../ui/section.tsx";
import { TransactionButton } from "../ui/transaction-button.tsx";

import { OF_VAULT } from "./abi.ts";
import { AmountInput } from "./amount-input.tsx";
import { leaveWays, type LeaveName } from "./leave-ways.ts";
import { useAmount } from "./use-amount.ts";
import { usePreview } from "./use-preview.ts";
import type { Standing } from "./use-vault.ts";
import { vaultAt } from "./abi.ts";

interface Props {
  wallet: Wallet;
  vault: OpenVault;
  standing: Standing;
}

/** Gives shares up for stable tokens or in kind, with what comes back told before. */
export function Leave({ wallet, vault, standing: { position } }: Props): ReactNode {
  const [name, setName] = useState<LeaveName>("redeem");
  const transact = useTransact(OF_VAULT);
  const ways = leaveWays(wallet, vault);
  const way = ways[name];
  const currency = way.of === "shares" ? vault.shares : vault.stable;
  const input = useAmount(currency);
  const most = useMost(vault, position.shares, way.of);
  const tooMuch = input.amount !== undefined && input.amount > most;
  const asked = tooMuch ? undefined : input.amount;
  const preview = usePreview(["leave", vault.address, name], asked, way.preview);
  const leave = async (): Promise<void> => {
    if ((await transact.send("Leave", way.call(asked ?? 0n))) !== undefined) input.setText("");
  };
  const choose = (chosen: LeaveName): void => {
    setName(chosen);
    input.setText("");
    transact.reset();
  };
  return (
    <Section title="Leave">
      <Text size="sm">
        Nothing stops you from leaving: no pause, no missing proof, no silent feed, as long as you take both
        tokens in kind.
      </Text>
      <Radio.Group label="How" value={name} onChange={choose}>
        <Stack gap={6} mt={4}>
          {Object.entries(ways).map(([value, { label }]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      <AmountInput
        {...{ label: way.of === "shares" ? "Shares" : "Amount", amount: input, currency, most }}
        wrong={
          tooMuch
            ? `You can take ${show(currency, most, way.of === "shares" ? "share" : "stable")}.`
            : undefined
        }
      />
      <Text size="sm" role="status">
        {preview.value}
      </Text>
      {preview.told !== undefined && <Failure told={preview.told} />}
      <TransactionButton
        transact={transact}
        onClick={() => void leave()}
        disabled={asked === undefined || asked === 0n}
      >
        Leave
      </TransactionButton>
    </Section>
  );
}

/** All that the account can give up or take. */
function useMost(vault: OpenVault, shares: bigint, of: "shares" | "stable"): bigint {
  const { data } = useChain(["vault-most", vault.address, shares], async ({ account, provider }) =>
    vaultAt(vault.address, provider).maxWithdraw(account),
  );
  return of === "shares" ? shares : (data ?? 0n);
}
