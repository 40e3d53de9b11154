import { Text } from "@mantine/core";
import type { TransactionReceipt } from "ethers";
import type { ReactNode } from "react";

import { eventOf } from "../../../../tasks/samples/chain/send.ts";
import { show } from "../../../../tasks/trading-vault/format/amount.ts";
import { rebalancedSchema } from "../../../../tasks/trading-vault/read/rebalanced.ts";
import { tradeLine } from "../../../../tasks/trading-vault/show/trade.ts";
import type { OpenVault } from "../../../../tasks/trading-vault/open-vault.ts";

/** What the vault did with the proof, by its event. */
export function Traded({ vault, receipt }: { vault: OpenVault; receipt: TransactionReceipt }): ReactNode {
  const event = rebalancedSchema.parse(eventOf(receipt, vault, "Rebalanced"));
  return (
    <Text role="status">
      The target is {event.targetPercent.toString()} % at risk: {tradeLine(event, vault)}. Your fee:{" "}
      {show(vault.shares, event.feeShares, "share")}.
    </Text>
  );
}
