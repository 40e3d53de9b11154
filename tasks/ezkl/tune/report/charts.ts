import type { TuningRecord } from "../../../../src/artifacts/tuning-record.ts";
import { figuresOf } from "../figures.ts";

import { errorByScale } from "./charts/error-by-scale.ts";
import { gasByProveTime } from "./charts/gas-by-prove-time.ts";
import { predictedAgainstMeasured } from "./charts/predicted-against-measured.ts";
import { sizeByK } from "./charts/size-by-k.ts";
import { drawFigure, THIRD, WIDE } from "./figure.ts";
import type { Chart, Draw } from "./draw.ts";

/** Every figure of a search, drawn. */
export function tuningCharts(record: TuningRecord, draw: Draw): string {
  const costed = record.candidates.some((candidate) => figuresOf(candidate) !== null);
  const compared = record.candidates.some(({ predicted, measured }) => predicted && measured);
  const erred = record.candidates.some(({ error }) => error !== null);
  const figure = (
    shown: boolean,
    name: string,
    caption: string,
    chart: (of: TuningRecord) => Chart,
    width = THIRD,
  ) => (shown ? drawFigure(draw, name, caption, chart(record), width) : "");
  return `${LEGEND}
<div class="charts">
${figure(costed, "Gas and prove time", "Each mark is a candidate; the line is the front in these two figures.", gasByProveTime, WIDE)}
${figure(compared, "Measured against predicted", "1 is a perfect prediction; the green bands are what the cost model promises.", predictedAgainstMeasured)}
${figure(erred, "Error by scale", "On the hold-out set; the dashed line is the limit. A circuit without error stands at the foot.", errorByScale)}
${figure(costed, "Proving key by k", "One more k doubles the rows, used or not.", sizeByK)}
</div>`;
}

const LEGEND = `<ul class="legend">
<li><svg viewBox="-7 -7 14 14"><circle r="4.5" fill="var(--measured)"/></svg>measured</li>
<li><svg viewBox="-7 -7 14 14"><circle r="4" fill="none" stroke="var(--predicted)" stroke-width="1.5"/></svg>predicted</li>
<li><svg viewBox="-7 -7 14 14"><path d="M-4-4L4 4M4-4L-4 4" stroke="var(--refused)" stroke-width="1.5"/></svg>refused</li>
<li><svg viewBox="-7 -7 14 14"><path d="M0-6L4 0 0 6-4 0Z" fill="var(--defaults)"/></svg>engine's defaults</li>
<li><svg viewBox="-7 -7 14 14"><path d="M0-7L1.7-2.2H6.6L2.7 .9 4.1 5.7 0 2.8-4.1 5.7-2.7 .9-6.6-2.2H-1.7Z" fill="var(--chosen)"/></svg>chosen</li>
</ul>`;
