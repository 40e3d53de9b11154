import { parseUnits } from "ethers";
import type { ReactNode } from "react";

import type { Currency } from "../../../tasks/samples/chain/currency.ts";
import { PracticeToken__factory } from "../../../types/ethers-contracts/factories/contracts/samples/trading-vault/practice/PracticeToken__factory.ts";
import { usePractice } from "../chain/practice.ts";
import { useTransact } from "../chain/use-transact.ts";
import type { Wallet } from "../chain/wallet.tsx";
import { TransactionButton } from "../ui/transaction-button.tsx";

/** Whole tokens that one click makes. */
const AMOUNT = "10000";

/** Tokens of practice are made by whoever wants some. Nothing where the tokens are real. */
export function Faucet({ wallet, stable }: { wallet: Wallet; stable: Currency }): ReactNode {
  const practice = usePractice();
  const transact = useTransact();
  if (practice?.tokens.stable !== stable.token) return null;
  const label = `Make 10,000 ${stable.symbol}`;
  const make = async (): Promise<void> => {
    const token = PracticeToken__factory.connect(stable.token, wallet.provider);
    const amount = parseUnits(AMOUNT, stable.decimals);
    await transact.send(label, token.mint.populateTransaction(wallet.account, amount));
  };
  return (
    <TransactionButton transact={transact} variant="default" onClick={() => void make()}>
      {label}
    </TransactionButton>
  );
}
