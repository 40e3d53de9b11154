import type { TuningRecord } from "../../../../src/artifacts/tuning-record.ts";

import {
  candidateOf,
  FIGURE_COLUMNS,
  figuresOf,
  ratiosOf,
  SETTINGS_KEY,
  settingsOf,
  significant,
} from "../figures.ts";
import { definitions, escape, htmlTable } from "../../../ui/page/html.ts";
import { page } from "../../../ui/page/page.ts";
import { errorCell } from "../summary.ts";

import { tuningCharts } from "./charts.ts";
import { openDraw } from "./draw.ts";
import { frontTable, markOf, SETTINGS } from "./front-table.ts";
import { constraintText, objectiveText, repeatCommand, rewrites } from "./prose.ts";

/** A page that stands alone: every figure of the record, drawn and in tables, and how to repeat the search. */
export async function renderReport(record: TuningRecord): Promise<string> {
  const draw = await openDraw();
  const title = `Tuning of ${record.model}`;
  return page(
    title,
    `<p>${escape(objectiveText(record))}</p>
${tiles(record)}
<h2>What had to hold</h2>
${constraintText(record)
  .map((sentence) => `<p>${escape(sentence)}</p>`)
  .join("\n")}
${tuningCharts(record, draw)}
<h2>The front</h2>
<p class="soft">No other candidate is better in every figure. Settings: ${escape(SETTINGS_KEY)}. Figures: predicted | measured.</p>
${frontTable(record)}
<h2>All ${record.candidates.length} candidates</h2>
${candidateTable(record)}
<h2>How it was searched</h2>
${definitions(provenance(record))}
<p>To repeat it: <code>${escape(repeatCommand(record))}</code></p>`,
  );
}

/** The choice's figures, each beside the defaults'. */
function tiles(record: TuningRecord): string {
  const chosen = candidateOf(record, record.chosen);
  const figures = chosen === undefined ? null : figuresOf(chosen);
  if (chosen === undefined || figures === null)
    return `<p><b>Nothing was chosen.</b> The reasons stand beside the candidates below.</p>`;
  const found = ratiosOf(record);
  const items = FIGURE_COLUMNS.map(({ key, head, show }) => {
    const basis = found?.of === "predicted" ? ", predicted" : "";
    const ratio =
      found === null ? "" : `<span>${significant(found.ratios[key])} × the defaults${basis}</span>`;
    return `<li><span>${escape(head)}</span><b>${escape(show(figures[key]))}</b>${ratio}</li>`;
  });
  return `<p>Chosen: ${escape(settingsOf(chosen, record))} <span class="soft">(${escape(SETTINGS_KEY)})</span></p>\n<ul class="tiles">${items.join("")}</ul>`;
}

function candidateTable(record: TuningRecord): string {
  const rows = record.candidates.map((candidate) => ({
    ...markOf(candidate, record),
    cells: [
      String(candidate.id),
      settingsOf(candidate, record),
      candidate.status,
      candidate.rows.toLocaleString("en"),
      candidate.lookups.join(", "),
      ...FIGURE_COLUMNS.map(({ key, show }) => {
        const figures = figuresOf(candidate);
        return figures === null ? "" : show(figures[key]);
      }),
      errorCell(candidate, record),
      candidate.reason ?? "",
    ],
  }));
  return htmlTable(
    [
      { head: "#" },
      SETTINGS,
      { head: "status", kind: "text" },
      { head: "rows" },
      { head: "lookups", kind: "text" },
      ...FIGURE_COLUMNS.map(({ head }) => ({ head })),
      { head: "error" },
      { head: "why", kind: "text long" },
    ],
    rows,
  );
}

function provenance(record: TuningRecord): Record<string, string> {
  const { holdout } = record;
  return {
    "Graphs tried": rewrites(record),
    "Engine releases": record.engines.join(", "),
    Seed: String(record.seed),
    "Time spent": `${significant(record.spentSeconds)} s of ${significant(record.budgetSeconds)} s`,
    Machine: `${record.machine}, ${record.threads} thread${record.threads === 1 ? "" : "s"}`,
    "Hold-out set": `${holdout.samples} samples, ${holdout.source}, sha-256 ${holdout.sha256}`,
    "ONNX file": `sha-256 ${record.onnxSha256}`,
  };
}
