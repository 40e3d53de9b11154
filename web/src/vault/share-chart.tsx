import { useCallback, type ReactNode } from "react";

import { show } from "../../../tasks/trading-vault/format/amount.ts";
import { formatDay } from "../../../tasks/trading-vault/format/day.ts";
import type { TrackEntry } from "../../../tasks/trading-vault/read/history.ts";
import { formatGain, formatSharePrice } from "../../../tasks/trading-vault/show/share-price.ts";
import type { OpenVault } from "../../../tasks/trading-vault/open-vault.ts";
import { Chart, type Draw } from "../ui/chart.tsx";

import { closeDate } from "./dates.ts";

interface Props {
  vault: OpenVault;
  track: readonly TrackEntry[];
}

/** What a share was worth after each decision, against the risk token itself; both are 100 at the first. */
export function ShareChart({ vault: { stable, risk }, track }: Props): ReactNode {
  const [first, last] = [track[0], track.at(-1)];
  const draw = useCallback<Draw>(
    (plot) => {
      const percentOf = (now: bigint, then: bigint | undefined): number =>
        then === undefined || then === 0n ? 100 : Number((now * 1_000_000n) / then) / 10_000;
      const days = track.map(({ epoch, sharePrice, price }) => ({
        at: closeDate(epoch),
        share: percentOf(sharePrice, track[0]?.sharePrice),
        risk: percentOf(price, track[0]?.price),
      }));
      const end = days.slice(-1);
      return {
        marginRight: 56,
        x: { label: null, type: "utc" },
        y: { label: "first decision = 100", grid: true },
        marks: [
          plot.lineY(days, { x: "at", y: "share" }),
          plot.dot(days, { x: "at", y: "share", fill: "currentColor", r: 2 }),
          plot.lineY(days, { x: "at", y: "risk", strokeDasharray: "4 3" }),
          plot.text(end, { x: "at", y: "share", text: () => "share", textAnchor: "start", dx: 6 }),
          plot.text(end, { x: "at", y: "risk", text: () => risk.symbol, textAnchor: "start", dx: 6, dy: 12 }),
        ],
      };
    },
    [track, risk],
  );
  return (
    <Chart
      label={`Since the first decision a share went ${formatGain(first?.sharePrice ?? 0n, last?.sharePrice ?? 0n)}, ${risk.symbol} itself ${formatGain(first?.price ?? 0n, last?.price ?? 0n)} (dashed).`}
      draw={draw}
      head={["Day", `Share price, ${stable.symbol}`, "Net asset value"]}
      rows={[...track]
        .reverse()
        .map(({ epoch, sharePrice, nav }) => [
          formatDay(epoch),
          formatSharePrice(sharePrice),
          show(stable, nav, "stable"),
        ])}
    />
  );
}
