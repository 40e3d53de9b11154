import type { Dataflow } from "../../../../src/onnx/dataflow.ts";
import { escape, htmlTable } from "../../../ui/page/html.ts";

import { boxesOf, type Box } from "./boxes.ts";
import { layOut, type PlacedArrow, type PlacedBox } from "./layout.ts";

/** A larger graph is no picture any more, and takes long to lay out. */
const MOST_BOXES = 200;

const STROKES: Record<Box["kind"], string> = {
  input: "var(--measured)",
  operation: "var(--line)",
  output: "var(--chosen)",
  context: "var(--predicted)",
};

/** The graph as SVG that takes its colours from the page; of a large one, how often each operator stands in it. */
export async function drawGraph(dataflow: Dataflow): Promise<string> {
  const graph = boxesOf(dataflow);
  if (graph.boxes.length > MOST_BOXES) return operatorTable(dataflow);
  const { boxes, arrows, width, height } = await layOut(graph);
  const size = [width, height].map(Math.ceil);
  return `<div class="scroll graph" tabindex="0"><svg viewBox="0 0 ${size.join(" ")}" width="${size[0]}" height="${size[1]}" role="img" aria-label="Graph of ${dataflow.operations.length} operations">
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4 0 8Z" fill="var(--soft)"/></marker></defs>
${arrows.map(drawArrow).join("\n")}
${boxes.map(drawBox).join("\n")}
</svg></div>`;
}

function drawBox({ kind, title, detail, x, y, width, height }: PlacedBox): string {
  const place = `x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${width}" height="${height}"`;
  const line = (text: string, down: number, attributes: string): string =>
    text === "" ? "" : `<text x="${round(x)}" y="${round(y + down)}" ${attributes}>${escape(text)}</text>`;
  const [first, second] = detail === "" ? [5, 0] : [-3, 14];
  return `<g><rect ${place} rx="6" fill="var(--panel)" stroke="${STROKES[kind]}" stroke-width="1.5"/>${line(title, first, 'font-size="14" fill="var(--ink)"')}${line(detail, second, 'font-size="11" fill="var(--soft)"')}</g>`;
}

function drawArrow({ points }: PlacedArrow): string {
  const path = points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");
  return `<path d="${path}" fill="none" stroke="var(--soft)" marker-end="url(#tip)"/>`;
}

function operatorTable({ operations }: Dataflow): string {
  const counts = new Map<string, number>();
  for (const { op } of operations) counts.set(op, (counts.get(op) ?? 0) + 1);
  const rows = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return `<p>${operations.length.toLocaleString("en")} operations are too many for a drawing.</p>
${htmlTable(
  [{ head: "operator", kind: "text" }, { head: "times" }],
  rows.map(([op, times]) => ({ cells: [op, times.toLocaleString("en")] })),
)}`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
