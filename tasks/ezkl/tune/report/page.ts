import type { TuningCandidate, TuningRecord } from "../../../../src/artifacts/tuning-record.ts";

import {
  candidateOf,
  FIGURE_COLUMNS,
  figuresOf,
  frontOf,
  ratiosOf,
  SETTINGS_KEY,
  settingsOf,
  significant,
} from "../figures.ts";
import { definitions, escape, htmlTable, type Column } from "../../../ui/page/html.ts";
import { page } from "../../../ui/page/page.ts";
import { errorCell } from "../summary.ts";

import { errorByScale } from "./charts/error-by-scale.ts";
import { gasByProveTime } from "./charts/gas-by-prove-time.ts";
import { predictedAgainstMeasured } from "./charts/predicted-against-measured.ts";
import { sizeByK } from "./charts/size-by-k.ts";
import { openDraw, type Chart, type Draw } from "./draw.ts";
import { constraintText, objectiveText, repeatCommand, rewrites } from "./prose.ts";

/** CSS pixels: one drawing for screens, one whose text can be read on a telephone. */
const WIDE = 960;
const THIRD = 360;
const NARROW = 330;

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
${charts(record, draw)}
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

function charts(record: TuningRecord, draw: Draw): string {
  const costed = record.candidates.some((candidate) => figuresOf(candidate) !== null);
  const compared = record.candidates.some(({ predicted, measured }) => predicted && measured);
  const erred = record.candidates.some(({ error }) => error !== null);
  const figure = (
    shown: boolean,
    name: string,
    caption: string,
    chart: (of: TuningRecord) => Chart,
    width = THIRD,
  ) => (shown ? figureOf(draw, name, caption, chart(record), width) : "");
  return `${LEGEND}
<div class="charts">
${figure(costed, "Gas and prove time", "Each mark is a candidate; the line is the front in these two figures.", gasByProveTime, WIDE)}
${figure(compared, "Measured against predicted", "1 is a perfect prediction; the green bands are what the cost model promises.", predictedAgainstMeasured)}
${figure(erred, "Error by scale", "On the hold-out set; the dashed line is the limit. A circuit without error stands at the foot.", errorByScale)}
${figure(costed, "Proving key by k", "One more k doubles the rows, used or not.", sizeByK)}
</div>`;
}

function figureOf(draw: Draw, name: string, caption: string, chart: Chart, width: number): string {
  const drawn = [
    ["wide", width],
    ["narrow", NARROW],
  ] as const;
  const variants = drawn.map(
    ([variant, size]) =>
      `<div class="${variant}" role="img" aria-label="${escape(name)}">${draw(chart, size)}</div>`,
  );
  return `<figure${width === WIDE ? ' class="whole"' : ""}><h3>${escape(name)}</h3>
<figcaption>${escape(caption)}</figcaption>
${variants.join("\n")}
</figure>`;
}

const LEGEND = `<ul class="legend">
<li><svg viewBox="-7 -7 14 14"><circle r="4.5" fill="var(--measured)"/></svg>measured</li>
<li><svg viewBox="-7 -7 14 14"><circle r="4" fill="none" stroke="var(--predicted)" stroke-width="1.5"/></svg>predicted</li>
<li><svg viewBox="-7 -7 14 14"><path d="M-4-4L4 4M4-4L-4 4" stroke="var(--refused)" stroke-width="1.5"/></svg>refused</li>
<li><svg viewBox="-7 -7 14 14"><path d="M0-6L4 0 0 6-4 0Z" fill="var(--defaults)"/></svg>engine's defaults</li>
<li><svg viewBox="-7 -7 14 14"><path d="M0-7L1.7-2.2H6.6L2.7 .9 4.1 5.7 0 2.8-4.1 5.7-2.7 .9-6.6-2.2H-1.7Z" fill="var(--chosen)"/></svg>chosen</li>
</ul>`;

const SETTINGS: Column = { head: "settings", kind: "text" };

function frontTable(record: TuningRecord): string {
  const baseline = candidateOf(record, record.baseline);
  const front = frontOf(record).filter(({ id }) => id !== record.baseline);
  const rows = [...(baseline === undefined ? [] : [baseline]), ...front].map((candidate) => ({
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
  }));
  return htmlTable(
    [{ head: "#" }, SETTINGS, ...FIGURE_COLUMNS.map(({ head }) => ({ head })), { head: "error" }],
    rows,
  );
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

function markOf({ id, status }: TuningCandidate, record: TuningRecord): { mark?: string } {
  if (id === record.chosen) return { mark: "chosen" };
  if (id === record.baseline) return { mark: "defaults" };
  return status === "refused" || status === "failed" ? { mark: status } : {};
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
