import { escape } from "../../../ui/page/html.ts";

import type { Chart, Draw } from "./draw.ts";

/** CSS pixels: one drawing for screens, one whose text can be read on a telephone. */
export const WIDE = 960;
export const THIRD = 360;
const NARROW = 330;

/** A chart with its name and what it shows. */
export function drawFigure(draw: Draw, name: string, caption: string, chart: Chart, width: number): string {
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
