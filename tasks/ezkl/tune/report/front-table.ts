import type { TuningCandidate, TuningRecord } from "../../../../src/artifacts/tuning-record.ts";
import { htmlTable, type Column } from "../../../ui/page/html.ts";

import { candidateOf, FIGURE_COLUMNS, frontOf, settingsOf } from "../figures.ts";
import { errorCell } from "../summary.ts";

export const SETTINGS: Column = { head: "settings", kind: "text" };

/** The front, the defaults first and the choice marked; what was chosen stands there too where its measured figures put it behind predicted ones. */
export function frontTable(record: TuningRecord): string {
  const baseline = candidateOf(record, record.baseline);
  const front = frontOf(record).filter(({ id }) => id !== record.baseline);
  const chosen = candidateOf(record, record.chosen);
  const beside = [baseline, record.front.includes(chosen?.id ?? -1) ? undefined : chosen];
  const rows = [...new Set(beside.filter((candidate) => candidate !== undefined)), ...front].map(
    (candidate) => ({
      ...markOf(candidate, record),
      cells: [
        String(candidate.id),
        settingsOf(candidate, record),
        ...FIGURE_COLUMNS.map(({ key, show }) =>
          [candidate.predicted, candidate.measured]
            .map((figures) => (figures === null ? "–" : show(figures[key])))
            .join(" | "),
        ),
        errorCell(candidate, record),
      ],
    }),
  );
  return htmlTable(
    [{ head: "#" }, SETTINGS, ...FIGURE_COLUMNS.map(({ head }) => ({ head })), { head: "error" }],
    rows,
  );
}

/** What stands out of the candidates. */
export function markOf({ id, status }: TuningCandidate, record: TuningRecord): { mark?: string } {
  if (id === record.chosen) return { mark: "chosen" };
  if (id === record.baseline) return { mark: "defaults" };
  return status === "refused" || status === "failed" ? { mark: status } : {};
}
