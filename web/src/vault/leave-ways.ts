import type { ContractTransaction } from "ethers";

import { show } from "../../../tasks/trading-vault/format/amount.ts";
import type { OpenVault } from "../../../tasks/trading-vault/open-vault.ts";
import type { Wallet } from "../chain/wallet.tsx";
import { vaultAt } from "./abi.ts";

/** A way out of the vault. */
export interface LeaveWay {
  readonly label: string;
  /** What is typed: shares that are given up, or stable tokens that are wanted. */
  readonly of: "shares" | "stable";
  /** What comes back, in words. */
  readonly preview: (amount: bigint) => Promise<string>;
  readonly call: (amount: bigint) => Promise<ContractTransaction>;
}

export type LeaveName = "redeem" | "withdraw" | "exit" | "exitStable" | "exitRisk";

/** Every way out, as the contract offers it. */
export function leaveWays(wallet: Wallet, vault: OpenVault): Readonly<Record<LeaveName, LeaveWay>> {
  const { stable, risk, shares } = vault;
  const { account } = wallet;
  const contract = vaultAt(vault.address, wallet.provider);
  const from = { from: account };
  const alone = (token: "stable" | "risk"): LeaveWay => ({
    label: `In kind, ${vault[token].symbol} alone: the other token’s part stays with the other holders`,
    of: "shares",
    preview: async (given) =>
      `You get ${show(vault[token], await contract.exitWith.staticCall(vault[token].token, given, account, account, from), token)} and nothing else.`,
    call: async (given) => contract.exitWith.populateTransaction(vault[token].token, given, account, account),
  });
  return {
    redeem: {
      label: `Sell shares for ${stable.symbol}`,
      of: "shares",
      preview: async (given) => {
        const [least, now] = await Promise.all([
          contract.previewRedeem(given),
          contract.redeem.staticCall(given, account, account, from),
        ]);
        return `You get ${show(stable, now, "stable")} as the market stands, at least ${show(stable, least, "stable")}.`;
      },
      call: async (given) => contract.redeem.populateTransaction(given, account, account),
    },
    withdraw: {
      label: `Take an exact amount of ${stable.symbol}`,
      of: "stable",
      preview: async (wanted) =>
        `It costs ${show(shares, await contract.previewWithdraw(wanted), "share")}; what the market gives better stays with all holders.`,
      call: async (wanted) => contract.withdraw.populateTransaction(wanted, account, account),
    },
    exit: {
      label: `In kind: your part of ${stable.symbol} and ${risk.symbol}`,
      of: "shares",
      preview: async (given) => {
        const [some, other] = await contract.exit.staticCall(given, account, account, from);
        return `You get ${show(stable, some, "stable")} and ${show(risk, other, "risk")}; no market and no price is needed.`;
      },
      call: async (given) => contract.exit.populateTransaction(given, account, account),
    },
    exitStable: alone("stable"),
    exitRisk: alone("risk"),
  };
}
