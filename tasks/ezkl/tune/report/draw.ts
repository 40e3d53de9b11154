import type * as Library from "@observablehq/plot";
import type { Markish, PlotOptions } from "@observablehq/plot";

/** A chart for a given width, in CSS pixels. */
export type Chart = (plot: typeof Library, width: number) => PlotOptions & { marks: Markish[] };

/** Draws a chart as SVG text that takes its colours from the page around it. */
export type Draw = (chart: Chart, width: number) => string;

interface Drawn {
  outerHTML: string;
  querySelectorAll(selector: string): Iterable<{ removeAttribute(name: string): void }>;
}

/** Loads the plot library and a document for it to draw into; both are needed for reports only. */
export async function openDraw(): Promise<Draw> {
  const [plot, { default: domino }] = await Promise.all([import("@observablehq/plot"), import("domino")]);
  const document: unknown = domino.createDocument();
  return (chart, width) => {
    const options = { ...chart(plot, width), document, width } as PlotOptions;
    const drawn = plot.plot(options) as unknown as Drawn;
    // Names of marks, on elements that may have none; the figure around has the chart's name.
    for (const group of drawn.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
    return drawn.outerHTML;
  };
}
