import { Box, Text } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import type * as Library from "@observablehq/plot";
import { useEffect, useRef, type ReactNode } from "react";

import { DataTable } from "./data-table.tsx";

export type Draw = (plot: typeof Library) => Library.PlotOptions;

interface Props {
  /** What the figure shows, in a sentence: its text for those who do not see it. */
  label: string;
  /** Drawn anew when this changes: keep it between renderings. */
  draw: Draw;
  /** The same figures as a table. */
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

const HEIGHT = 200;
const TABLE_HEIGHT = 320;

/** A figure with its sentence, and its numbers in a table below. */
export function Chart({ label, draw, head, rows }: Props): ReactNode {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const canvas = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (width === 0) return undefined;
    let timer: number | undefined;
    let wanted = true;
    // The library comes when a figure is there; each figure is a task of its own, so that several do not hold the page up.
    void import("@observablehq/plot").then((plot) => {
      if (!wanted) return;
      timer = window.setTimeout(() => {
        const style = { background: "none", color: "inherit", fontSize: "12px", overflow: "visible" };
        const drawn = plot.plot({ height: HEIGHT, style, ...draw(plot), width });
        // The sentence says it; the library's names of lines and dots would only be in the way.
        drawn.setAttribute("aria-hidden", "true");
        canvas.current?.replaceChildren(drawn);
      });
    });
    return () => {
      wanted = false;
      window.clearTimeout(timer);
    };
  }, [draw, width]);
  return (
    <Box component="figure" m={0}>
      <Text component="figcaption" size="sm" mb="xs">
        {label}
      </Text>
      <div ref={ref} style={{ minHeight: HEIGHT }}>
        <div ref={canvas} role="img" aria-label={label} />
      </div>
      <details>
        <summary>As a table</summary>
        <DataTable
          head={head}
          rows={rows.map((cells, index) => ({ key: String(index), cells }))}
          maxHeight={TABLE_HEIGHT}
        />
      </details>
    </Box>
  );
}
