import { Text } from "@mantine/core";
import type { ReactNode } from "react";

import { fixedToNumber, type Fixed } from "../../../../src/index.ts";
import { show } from "../../../../tasks/trading-vault/format/amount.ts";
import type { OpenVault } from "../../../../tasks/trading-vault/open-vault.ts";
import { useChain } from "../../chain/use-chain.ts";
import { vaultAt } from "../abi.ts";

/** The decision, and what the vault would trade for it as things stand. */
export function DecisionPreview({ vault, allocation }: { vault: OpenVault; allocation: Fixed }): ReactNode {
  const { address, stable, risk } = vault;
  const { data: order } = useChain(["vault-order", address, allocation.raw], async ({ provider }) => {
    const vaultThere = vaultAt(address, provider);
    // Of its own members: what is compared between two looks must be plain.
    const { buys, amountIn, minimumOut } = await vaultThere.previewTrade(allocation.raw);
    return { buys, amountIn, minimumOut };
  });
  const told =
    order === undefined
      ? ""
      : order.amountIn === 0n
        ? "The vault is near enough to it: nothing would be traded."
        : order.buys
          ? `The vault would spend ${show(stable, order.amountIn, "stable")} for at least ${show(risk, order.minimumOut, "risk")}.`
          : `The vault would sell ${show(risk, order.amountIn, "risk")} for at least ${show(stable, order.minimumOut, "stable")}.`;
  return (
    <Text size="sm" role="status">
      The decision: {(100 * fixedToNumber(allocation)).toFixed(1)} % at risk. {told}
    </Text>
  );
}
