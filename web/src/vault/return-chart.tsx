import { useCallback, type ReactNode } from "react";

import { formatDay } from "../../../tasks/trading-vault/format/day.ts";
import type { Window } from "../../../tasks/trading-vault/window.ts";
import { Chart, type Draw } from "../ui/chart.tsx";

import { closeDate } from "./dates.ts";

/** The model's input: the returns between the closes, in the circuit's fixed point. */
export function ReturnChart({ window: { epoch, returns, input } }: { window: Window }): ReactNode {
  const dayOf = (index: number): bigint => epoch - BigInt(returns.length - 1 - index);
  const draw = useCallback<Draw>(
    (plot) => {
      const days = input.map((value, index) => ({
        at: closeDate(epoch - BigInt(input.length - 1 - index)),
        percent: 100 * value,
      }));
      return {
        marginLeft: 48,
        x: { label: null, interval: "day" },
        y: { label: "percent", grid: true },
        marks: [plot.rectY(days, { x: "at", y: "percent", fill: "currentColor" }), plot.ruleY([0])],
      };
    },
    [epoch, input],
  );
  const percents = input.map((value) => 100 * value);
  return (
    <Chart
      label={`Daily returns, from ${Math.min(...percents).toFixed(1)} % to ${Math.max(...percents).toFixed(1)} %: the 28 numbers that the proof is about.`}
      draw={draw}
      head={["Day", "Return", "Raw, in 2^-16"]}
      rows={returns.map((raw, index) => [
        formatDay(dayOf(index)),
        `${(percents[index] ?? 0).toFixed(2)} %`,
        raw.toString(),
      ])}
    />
  );
}
