import { Code, Stack } from "@mantine/core";
import type { ReactNode } from "react";

import { CHUNKS, CODE_BITS } from "../../../models/biometric-code/code.ts";
import { formatCode } from "../../../tasks/uniqueness-registry/format/code.ts";

const WIDTH = CODE_BITS / CHUNKS;
const CELL = 10;

interface Props {
  code: bigint;
  /** A code to compare with: bits that differ are crossed. */
  against?: bigint | undefined;
}

/** A code's bits, one chunk a row, and its digits. A set bit is filled, an unset one is a frame. */
export function CodeFigure({ code, against }: Props): ReactNode {
  const bits = bitsOf(code);
  const others = against === undefined ? bits : bitsOf(against);
  const set = bits.filter(Boolean).length;
  const apart = bits.filter((bit, index) => bit !== others[index]).length;
  const label =
    `Code of ${CODE_BITS} bits, ${set} of them set` +
    (against === undefined ? "" : `; ${apart} differ from the nearest enrolled code and are crossed`);
  return (
    <Stack gap={4}>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${WIDTH * CELL} ${CHUNKS * CELL}`}
        style={{ width: 256, maxWidth: "100%" }}
      >
        {bits.map((bit, index) => (
          <Bit
            key={index}
            {...{ bit, differs: bit !== others[index] }}
            x={(index % WIDTH) * CELL}
            y={Math.floor(index / WIDTH) * CELL}
          />
        ))}
      </svg>
      <Code style={{ overflowWrap: "anywhere" }}>{formatCode(code)}</Code>
    </Stack>
  );
}

function Bit({ bit, differs, x, y }: { bit: boolean; differs: boolean; x: number; y: number }): ReactNode {
  const [left, top, right, bottom] = [x + 1, y + 1, x + CELL - 1, y + CELL - 1];
  return (
    <g stroke="currentColor" strokeWidth={0.8}>
      <rect
        {...{ x: left, y: top, width: CELL - 2, height: CELL - 2, rx: 1 }}
        fill={bit ? "currentColor" : "none"}
        fillOpacity={0.85}
        strokeOpacity={0.5}
      />
      {differs && (
        <path
          d={`M${left} ${top}L${right} ${bottom}M${right} ${top}L${left} ${bottom}`}
          stroke="var(--mantine-color-orange-6)"
          strokeWidth={2}
        />
      )}
    </g>
  );
}

/** The highest bit first. */
function bitsOf(code: bigint): boolean[] {
  return [...code.toString(2).padStart(CODE_BITS, "0")].map((digit) => digit === "1");
}
