import { table } from "../../ui/table.ts";
import type { Rates } from "../read/rates.ts";
import { type Drawn } from "../../ui/shown.ts";

/** Both kinds of error by threshold, and what they mean to a newcomer. */
export function ratesTable({ rates, threshold, moveThreshold }: Rates): Drawn {
  const crowds = Object.keys(rates[0]?.newcomerRefused ?? {}).sort((a, b) => Number(a) - Number(b));
  const note = (bits: number): string =>
    [...(bits === threshold ? ["enrol"] : []), ...(bits === moveThreshold ? ["move"] : [])].join(", ");
  return table(
    [
      "bits",
      "used to",
      "two fingers taken for one",
      "one finger taken for two",
      ...crowds.map((count) => `newcomer refused among ${Number(count).toLocaleString("en")}`),
    ],
    rates.map(({ threshold: bits, far, frr, newcomerRefused }) => [
      `${bits}`,
      note(bits),
      formatRate(far),
      formatRate(frr),
      ...crowds.map((count) => formatRate(newcomerRefused[count] ?? 0)),
    ]),
  );
}

/** A share as a percentage with two digits that count: "0.012 %"; what never happened is "0 seen". */
export function formatRate(share: number): string {
  return share === 0 ? "0 seen" : `${Number((share * 100).toPrecision(2))} %`;
}
