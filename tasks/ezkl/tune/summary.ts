import type { TuningCandidate, TuningRecord } from "../../../src/artifacts/tuning-record.ts";
import { table } from "../../ui/table.ts";

import {
  candidateOf,
  FIGURE_COLUMNS,
  frontOf,
  ratiosOf,
  SETTINGS_KEY,
  settingsOf,
  significant,
  type FigureColumn,
} from "./figures.ts";
import { styled, type Drawn } from "../../ui/shown.ts";

/** More of the front than this is left to the report. */
const LONGEST_FRONT = 12;

const COLUMNS = FIGURE_COLUMNS.map((column) => ({ ...column, ...column.short }));

/** The front as a table: the engine's defaults first, the choice marked, then what the choice costs in terms of the defaults. */
export function frontTable(record: TuningRecord): readonly Drawn[] {
  const baseline = candidateOf(record, record.baseline);
  const front = frontOf(record).filter(({ id }) => id !== record.baseline);
  const shown = shortest(front, record);
  const rows = [
    ...(baseline === undefined ? [] : [row(baseline, record, "defaults")]),
    ...shown.map((candidate) => row(candidate, record, candidate.id === record.chosen ? "← chosen" : "")),
    ...ratioRow(record),
  ];
  const drawn = table(["", "settings", ...COLUMNS.map(({ head }) => head), "error"], rows);
  const hidden = front.length - shown.length;
  const notes = [
    `Settings: ${SETTINGS_KEY}. Figures: predicted | measured.`,
    ...(hidden === 0 ? [] : [`${hidden} more of the front are in the report.`]),
  ];
  return [drawn, styled("dim", notes.join(" "))];
}

/** All that was measured stays; of the rest, what fits. */
function shortest(front: readonly TuningCandidate[], record: TuningRecord): TuningCandidate[] {
  let room = Math.max(0, LONGEST_FRONT - front.filter(({ measured }) => measured !== null).length);
  return front.filter(({ measured, id }) => measured !== null || id === record.chosen || room-- > 0);
}

function row(candidate: TuningCandidate, record: TuningRecord, mark: string): string[] {
  return [
    `${candidate.id} ${mark}`.trim(),
    settingsOf(candidate, record),
    ...COLUMNS.map((column) => cell(candidate, column)),
    errorCell(candidate, record),
  ];
}

/** "predicted | measured", or one of them alone. */
function cell({ predicted, measured }: TuningCandidate, { key, show }: FigureColumn): string {
  const [before, after] = [predicted, measured].map((figures) =>
    figures === null ? "" : show(figures[key]),
  );
  if (before === "" || after === "") return before === "" ? (after ?? "") : `${before} |`;
  return `${before} | ${after}`;
}

/** The error of the constraint's metric. */
export function errorCell({ error }: TuningCandidate, { constraint }: TuningRecord): string {
  if (error === null) return "";
  if (constraint.metric === "max") return significant(error.maxAbs);
  if (constraint.metric === "mae") return significant(error.mae);
  return `${(error.agreement * 100).toFixed(error.agreement === 1 ? 0 : 1)}% same`;
}

function ratioRow(record: TuningRecord): string[][] {
  const found = ratiosOf(record);
  if (found === null) return [];
  const { of, ratios } = found;
  return [
    [
      "chosen / defaults",
      of,
      ...COLUMNS.map(({ key }) => ratios[key].toFixed(ratios[key] < 0.1 ? 3 : 2)),
      "",
    ],
  ];
}
