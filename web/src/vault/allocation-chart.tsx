import { useCallback, type ReactNode } from "react";

import { showPrice } from "../../../tasks/trading-vault/format/amount.ts";
import { formatDay } from "../../../tasks/trading-vault/format/day.ts";
import type { TrackEntry } from "../../../tasks/trading-vault/read/history.ts";
import { tradeLine } from "../../../tasks/trading-vault/show/trade.ts";
import type { OpenVault } from "../../../tasks/trading-vault/open-vault.ts";
import { Chart, type Draw } from "../ui/chart.tsx";

import { closeDate } from "./dates.ts";

interface Props {
  vault: OpenVault;
  track: readonly TrackEntry[];
}

/** What the model wanted at risk, day by day, and the trade that followed. */
export function AllocationChart({ vault, track }: Props): ReactNode {
  const draw = useCallback<Draw>(
    (plot) => {
      const days = track.map(({ epoch, targetPercent }) => ({
        at: closeDate(epoch),
        percent: Number(targetPercent),
      }));
      return {
        x: { label: null, type: "utc" },
        y: { label: "percent at risk", domain: [0, 100], grid: true },
        marks: [
          plot.lineY(days, { x: "at", y: "percent", curve: "step-after" }),
          plot.dot(days, { x: "at", y: "percent", fill: "currentColor" }),
          plot.ruleY([0]),
        ],
      };
    },
    [track],
  );
  const last = track.at(-1);
  return (
    <Chart
      label={`Proven decisions: ${track.length}; the last, of ${formatDay(last?.epoch ?? 0n)}, is ${(last?.targetPercent ?? 0n).toString()} % at risk.`}
      draw={draw}
      head={["Day", "Decision", "Trade", "Oracle", "Keeper"]}
      rows={[...track]
        .reverse()
        .map((entry) => [
          formatDay(entry.epoch),
          `${entry.targetPercent} %`,
          tradeLine(entry, vault),
          showPrice(entry.price, vault.feedDecimals, vault.stable),
          entry.keeper,
        ])}
    />
  );
}
