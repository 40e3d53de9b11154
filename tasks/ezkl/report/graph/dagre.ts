import type { Point } from "./layout.ts";

/** What is used of the layout library; its own declarations name files that Node's resolution does not find. */
interface DagreGraph {
  setGraph(options: Readonly<Record<string, string | number>>): void;
  setDefaultEdgeLabel(label: () => object): void;
  setNode(id: string, size: { width: number; height: number }): void;
  setEdge(from: string, to: string): void;
  graph(): { width?: number; height?: number };
  node(id: string): Point & { width: number; height: number };
  edge(from: string, to: string): { points: Point[] };
}

interface Dagre {
  Graph: new () => DagreGraph;
  layout(graph: DagreGraph): void;
}

/** Loads the library; it is needed for reports only. */
export async function openDagre(): Promise<Dagre> {
  const dagre: Dagre = await import("@dagrejs/dagre");
  return dagre;
}
