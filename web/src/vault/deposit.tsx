import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { show } from "../../../tasks/trading-vault/format/amount.ts";
import type { OpenVault } from "../../../tasks/trading-vault/open-vault.ts";
import { PracticeToken__factory } from "../../../types/ethers-contracts/factories/contracts/samples/trading-vault/practice/PracticeToken__factory.ts";
import { useTransact } from "../chain/use-transact.ts";
import type { Wallet } from "../chain/wallet.tsx";
import { Failure } from "../ui/failure.tsx";
import { Section } from "../ui/section.tsx";
import { TransactionButton } from "../ui/transaction-button.tsx";

import { OF_VAULT } from "./abi.ts";
import { AmountInput } from "./amount-input.tsx";
import { Faucet } from "./faucet.tsx";
import { useAmount } from "./use-amount.ts";
import { usePreview } from "./use-preview.ts";
import type { Standing } from "./use-vault.ts";
import { vaultAt } from "./abi.ts";

interface Props {
  wallet: Wallet;
  vault: OpenVault;
  standing: Standing;
}

/** Buys as many shares as an amount surely pays for; what they do not cost stays with the account. */
export function Deposit({ wallet, vault, standing: { state, position } }: Props): ReactNode {
  const { stable, shares: share, address } = vault;
  const input = useAmount(stable);
  const transact = useTransact(OF_VAULT);
  const contract = vaultAt(address, wallet.provider);
  const preview = usePreview(["deposit", address], input.amount, async (amount) => {
    const shares = await contract.previewDeposit(amount);
    return { shares, most: await contract.previewMint(shares) };
  });
  const amount = input.amount ?? 0n;
  const lacks = amount > position.stable;
  const deposit = async (): Promise<void> => {
    const token = PracticeToken__factory.connect(stable.token, wallet.provider);
    if ((await token.allowance(wallet.account, address)) < amount) {
      const allow = token.approve.populateTransaction(address, amount);
      const label = `Let the vault take ${show(stable, amount, "stable")}`;
      if ((await transact.send(label, allow)) === undefined) return;
    }
    const shares = await contract.previewDeposit(amount);
    const mint = contract.mint.populateTransaction(shares, wallet.account);
    if ((await transact.send("Deposit", mint)) !== undefined) input.setText("");
  };
  return (
    <Section title="Deposit">
      <Text size="sm">
        You have {show(stable, position.stable, "stable")}. A deposit buys shares: their part of{" "}
        {vault.risk.symbol} is bought on the market, so it takes nothing from other holders.
      </Text>
      <Faucet wallet={wallet} stable={stable} />
      <AmountInput
        {...{ label: "Amount", amount: input, currency: stable, most: position.stable }}
        wrong={lacks ? `You have ${show(stable, position.stable, "stable")}.` : undefined}
      />
      <Stack gap={0} role="status">
        {preview.value !== undefined && (
          <Text size="sm">
            You get {show(share, preview.value.shares, "share")} for at most{" "}
            {show(stable, preview.value.most, "stable")}; what they cost less stays with you.
          </Text>
        )}
      </Stack>
      {preview.told !== undefined && <Failure told={preview.told} />}
      <TransactionButton
        transact={transact}
        onClick={() => void deposit()}
        disabled={amount === 0n || lacks || state.paused || state.dormant}
      >
        Deposit
      </TransactionButton>
    </Section>
  );
}
