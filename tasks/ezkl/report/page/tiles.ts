import { escape } from "../../../ui/page/html.ts";
import { significant, whole } from "../../tune/figures.ts";
import { bestGas } from "../facts/gas.ts";
import { tunedChoice } from "../facts/tuned.ts";
import type { ModelReport } from "../report.ts";

interface Tile {
  name: string;
  value: string;
  note?: string;
}

/** What one wants to know of a model first, as far as it is known. */
export function tilesOf(report: ModelReport): Tile[] {
  const { pinned, gas, sizes } = report;
  const [verification, deployment] = [bestGas(gas, "verification"), bestGas(gas, "deployment")];
  const measured = tunedChoice(report)?.measured ?? null;
  const proof = sizes.find(({ what }) => what === "proof")?.bytes ?? null;
  const holdout = pinned?.manifest?.holdout ?? null;
  const tiles: (Tile | null)[] = [
    verification === undefined
      ? null
      : { name: "verification gas", value: whole(verification.gas), note: verification.how },
    deployment === undefined
      ? null
      : { name: "deployment gas", value: whole(deployment.gas), note: deployment.how },
    measured === null
      ? null
      : { name: "prove s", value: significant(measured.proveSeconds), note: "when it was tuned" },
    proof === null ? null : { name: "proof bytes", value: whole(proof) },
    pinned === null
      ? null
      : {
          name: "k",
          value: String(pinned.settings.run_args.logrows),
          note: `${whole(2 ** pinned.settings.run_args.logrows)} rows`,
        },
    pinned === null ? null : { name: "instances", value: String(pinned.layout.instances) },
    holdout === null
      ? null
      : {
          name: "largest held-out error",
          value: significant(holdout.maxAbsError),
          note: `${holdout.samples} samples`,
        },
  ];
  return tiles.filter((tile) => tile !== null);
}

export function tiles(report: ModelReport): string {
  const items = tilesOf(report).map(
    ({ name, value, note }) =>
      `<li><span>${escape(name)}</span><b>${escape(value)}</b>${note === undefined ? "" : `<span>${escape(note)}</span>`}</li>`,
  );
  return items.length === 0 ? "" : `<ul class="tiles">${items.join("")}</ul>`;
}
