import { Box, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { HOP_SECONDS } from "../../../models/singing-judge/audio/format.ts";
import { MELODY_SECONDS, SLOT_SECONDS, type Melody } from "../../../models/singing-judge/melody/melody.ts";
import { notesOf } from "../../../models/singing-judge/melody/notes.ts";

/** Semitones that are shown, around the melody's octave. */
const LOWEST = -4;
const HIGHEST = 16;
const WIDTH = 640;
const HEIGHT = 210;

interface Props {
  melody: Melody;
  /** What is to be seen, for those who do not see it, and as a caption. */
  label: string;
  /** Semitones above the sung tonic every 10 ms; NaN where nothing was sung. */
  curve?: Float64Array | undefined;
}

/** The notes as bars over time, and what was sung as dots. */
export function MelodyFigure({ melody, label, curve }: Props): ReactNode {
  return (
    <Box component="figure" m={0}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" role="img" aria-label={label}>
        {Array.from({ length: 7 }, (_, second) => (
          <g key={second}>
            <line
              x1={xOf(second)}
              x2={xOf(second)}
              y1={0}
              y2={HEIGHT - 18}
              stroke="currentColor"
              opacity={0.15}
            />
            <text x={xOf(second) + 3} y={HEIGHT - 4} fontSize={13} fill="currentColor">
              {second} s
            </text>
          </g>
        ))}
        {notesOf(melody).map(({ start, length, semitone }) => (
          <rect
            key={start}
            x={xOf(start * SLOT_SECONDS) + 1}
            width={xOf(length * SLOT_SECONDS) - 2}
            y={yOf(semitone + 0.5)}
            height={yOf(semitone - 0.5) - yOf(semitone + 0.5)}
            rx={3}
            fill="var(--mantine-color-teal-filled)"
            opacity={0.45}
          />
        ))}
        {curve !== undefined && (
          <path
            d={pathOf(curve)}
            fill="none"
            stroke="var(--mantine-color-orange-filled)"
            strokeWidth={3}
            strokeLinecap="round"
          />
        )}
      </svg>
      <Text component="figcaption" size="sm">
        {label}
      </Text>
    </Box>
  );
}

function xOf(seconds: number): number {
  return (seconds / MELODY_SECONDS) * WIDTH;
}

function yOf(semitone: number): number {
  return ((HIGHEST - semitone) / (HIGHEST - LOWEST)) * (HEIGHT - 20);
}

/** Neighbouring pitches joined, with gaps where nothing was sung or beyond the figure. */
function pathOf(curve: Float64Array): string {
  let joined = false;
  const parts: string[] = [];
  curve.forEach((semitone, hop) => {
    const seen = semitone >= LOWEST && semitone <= HIGHEST;
    if (seen)
      parts.push(
        `${joined ? "L" : "M"}${xOf((hop + 0.5) * HOP_SECONDS).toFixed(1)} ${yOf(semitone).toFixed(1)}`,
      );
    joined = seen;
  });
  return parts.join("");
}
