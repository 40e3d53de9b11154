import type { Arrow, Box, Boxes } from "./boxes.ts";
import { openDagre } from "./dagre.ts";

/** A box with its place: the middle, and the extent. */
export interface PlacedBox extends Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface PlacedArrow extends Arrow {
  points: Point[];
}

export interface Layout {
  width: number;
  height: number;
  boxes: PlacedBox[];
  arrows: PlacedArrow[];
}

/** CSS pixels of a character, generously: the page's font is not known here. */
const CHARACTER = { title: 8.2, detail: 6.6 };
const PADDING = 22;
const HEIGHT = { plain: 32, detailed: 46 };

/** Lays the boxes out in ranks from top to bottom, with few crossings. */
export async function layOut({ boxes, arrows }: Boxes): Promise<Layout> {
  const dagre = await openDagre();
  const graph = new dagre.Graph();
  graph.setGraph({ rankdir: "TB", nodesep: 22, ranksep: 26, marginx: 4, marginy: 4 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const box of boxes) graph.setNode(box.id, sizeOf(box));
  for (const { from, to } of arrows) graph.setEdge(from, to);
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    ...{ width, height },
    boxes: boxes.map((box) => ({ ...box, ...graph.node(box.id) })),
    arrows: arrows.map((arrow) => ({ ...arrow, ...graph.edge(arrow.from, arrow.to) })),
  };
}

function sizeOf({ title, detail }: Box): { width: number; height: number } {
  const text = Math.max(title.length * CHARACTER.title, detail.length * CHARACTER.detail);
  return { width: Math.ceil(text) + PADDING, height: detail === "" ? HEIGHT.plain : HEIGHT.detailed };
}
