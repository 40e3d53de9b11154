import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";

import { noteName } from "../../../models/singing-judge/melody/keys.ts";
import type { Melody } from "../../../models/singing-judge/melody/melody.ts";
import { tellMelody } from "../../../tasks/singing-contest/format/melody.ts";
import { Section } from "../ui/section.tsx";

import { MelodyFigure } from "./melody-figure.tsx";
import { useGuide } from "./use-guide.ts";

/** Tonics to hear the melody from; it may be sung from any. */
const TONICS = [43, 48, 53, 55, 60, 65];

interface Props {
  ticket: bigint;
  melody: Melody;
}

/** The ticket's melody, to see and to hear. */
export function MelodySection({ ticket, melody }: Props): ReactNode {
  const [tonic, setTonic] = useState(60);
  const guide = useGuide(melody, tonic);
  return (
    <Section title={`The melody of ticket ${ticket}`}>
      <MelodyFigure
        melody={melody}
        label={`Eight notes in 6.4 seconds, from ${noteName(tonic)}: ${tellMelody(melody, tonic)}.`}
      />
      <Group align="flex-end">
        <Select
          label="Key to hear it in"
          w={140}
          data={TONICS.map((midi) => ({ value: String(midi), label: noteName(midi) }))}
          value={String(tonic)}
          allowDeselect={false}
          onChange={(value) => setTonic(Number(value))}
        />
        <Button onClick={guide.playing ? guide.stop : guide.play}>
          {guide.playing ? "Stop" : "Play the melody"}
        </Button>
      </Group>
      <Stack gap={0}>
        <Text size="sm" role="status">
          {guide.playing ? "Four clicks, then the tune." : ""}
        </Text>
        <Text size="sm" c="dimmed">
          Sing it in any key and octave; the tempo counts.
        </Text>
      </Stack>
    </Section>
  );
}
