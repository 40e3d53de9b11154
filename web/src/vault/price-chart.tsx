import { useCallback, type ReactNode } from "react";

import { formatDay } from "../../../tasks/trading-vault/format/day.ts";
import { showPrice } from "../../../tasks/trading-vault/format/amount.ts";
import type { OpenVault } from "../../../tasks/trading-vault/open-vault.ts";
import type { Window } from "../../../tasks/trading-vault/window.ts";
import { Chart, type Draw } from "../ui/chart.tsx";

import { closeDate } from "./dates.ts";

/** The closes of the model's window. */
export function PriceChart({ vault, window }: { vault: OpenVault; window: Window }): ReactNode {
  const { stable, risk, feedDecimals } = vault;
  const { epoch, closes } = window;
  const days = closes.map((price, index) => ({
    day: epoch - BigInt(closes.length - 1 - index),
    price,
    text: showPrice(price, feedDecimals, stable),
  }));
  const draw = useCallback<Draw>(
    (plot) => {
      const points = closes.map((price, index) => ({
        at: closeDate(epoch - BigInt(closes.length - 1 - index)),
        price: Number(price) / 10 ** feedDecimals,
      }));
      return {
        marginLeft: 48,
        x: { label: null },
        y: { label: `${stable.symbol} for one ${risk.symbol}`, grid: true },
        marks: [
          plot.lineY(points, { x: "at", y: "price" }),
          plot.dot(points, { x: "at", y: "price", r: 2, fill: "currentColor" }),
        ],
      };
    },
    [closes, epoch, feedDecimals, stable, risk],
  );
  const [first, last] = [days[0], days.at(-1)];
  return (
    <Chart
      label={`Daily closes of ${risk.symbol}: ${first?.text ?? ""} at first, ${last?.text ?? ""} on ${formatDay(epoch)}.`}
      draw={draw}
      head={["Day", "Close"]}
      rows={days.map(({ day, text }) => [formatDay(day), text])}
    />
  );
}
