import { formatShare } from "../../samples/format/share.ts";
import { show } from "../format/amount.ts";
import type { Rebalanced } from "../read/rebalanced.ts";
import type { OpenVault } from "../open-vault.ts";

/** A trade in words: "bought 1.50000 pETH for 2,000.00 pUSD". */
export function tradeLine(
  { stableDelta, riskDelta }: Pick<Rebalanced, "stableDelta" | "riskDelta">,
  { stable, risk }: Pick<OpenVault, "stable" | "risk">,
): string {
  if (stableDelta === 0n && riskDelta === 0n) return "nothing to trade";
  return riskDelta > 0n
    ? `bought ${show(risk, riskDelta, "risk")} for ${show(stable, -stableDelta, "stable")}`
    : `sold ${show(risk, -riskDelta, "risk")} for ${show(stable, stableDelta, "stable")}`;
}

/** A share of the net asset value in percent: "37.4 %". @param nav above zero */
export function shareOf(part: bigint, nav: bigint): string {
  return nav === 0n ? "0 %" : formatShare(Math.round(Number((part * 100_000n) / nav) / 10));
}
