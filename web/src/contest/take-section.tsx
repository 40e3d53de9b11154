import { Button, FileButton, Group, Progress, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { COUNT_IN } from "../../../models/singing-judge/melody/guide.ts";
import { MELODY_SECONDS, SLOT_SECONDS, type Melody } from "../../../models/singing-judge/melody/melody.ts";
import { Failure } from "../ui/failure.tsx";
import { Section } from "../ui/section.tsx";

import { inTune } from "./in-tune.ts";
import { MelodyFigure } from "./melody-figure.tsx";
import { LEAD, type Taking, type TakeState } from "./use-take.ts";

/** Loudness that fills the bar. */
const FULL = 0.3;

/** Singing it: from the microphone or from a file, with the pitch against the melody. */
export function TakeSection({ melody, taking }: { melody: Melody; taking: Taking }): ReactNode {
  const { state } = taking;
  const recording = state.at === "recording";
  return (
    <Section title="Your take">
      <Text size="sm">
        Sing after four counts, {MELODY_SECONDS} seconds long. The sound stays in this page: only its hash and
        the proof leave it.
      </Text>
      <Group>
        <Button
          onClick={recording ? taking.stop : () => void taking.record()}
          disabled={state.at === "listening"}
        >
          {recording ? "Stop and discard" : "Record from the microphone"}
        </Button>
        <FileButton
          accept=".wav,.flac,audio/wav,audio/x-wav,audio/flac"
          inputProps={{ "aria-label": "Sound file" }}
          onChange={(file) => {
            if (file !== null) void taking.choose(file);
          }}
        >
          {(props) => (
            <Button {...props} variant="default" disabled={recording || state.at === "listening"}>
              Choose a WAV or FLAC file
            </Button>
          )}
        </FileButton>
      </Group>
      <Progressing state={state} />
      {state.at === "failed" && <Failure told={state.told} />}
      <Curve melody={melody} state={state} />
    </Section>
  );
}

function Progressing({ state }: { state: TakeState }): ReactNode {
  const told =
    state.at === "listening"
      ? "Listening to the take."
      : state.at === "recording"
        ? countOf(state.seconds)
        : state.at === "there" && state.kept
          ? "This is the take that this browser kept for the ticket."
          : "";
  return (
    <Stack gap="xs">
      <Text size="sm" role="status" fw={600}>
        {told}
      </Text>
      {state.at === "recording" && (
        <>
          <Progress
            aria-label="Time of the tune"
            value={(100 * Math.max(0, state.seconds - LEAD)) / MELODY_SECONDS}
          />
          <Progress
            aria-label="Loudness"
            color="orange"
            value={Math.min(100, (100 * (state.live?.level ?? 0)) / FULL)}
          />
        </>
      )}
    </Stack>
  );
}

/** Whole counts and whole seconds only: a reader would have no rest from more. */
function countOf(seconds: number): string {
  const count = Math.floor(seconds / SLOT_SECONDS) + 1;
  if (count <= COUNT_IN) return `${count} of ${COUNT_IN} counts`;
  return `Sing: ${Math.max(0, Math.ceil(LEAD + MELODY_SECONDS - seconds))} s left`;
}

function Curve({ melody, state }: { melody: Melody; state: TakeState }): ReactNode {
  const curve =
    state.at === "there" ? state.heard.curve : state.at === "recording" ? state.live?.curve : undefined;
  if (curve === undefined) return null;
  const label =
    state.at === "there"
      ? `What was sung, against the melody: ${inTune(curve, melody)} % of the time within half a semitone.`
      : "What is heard, against the melody.";
  return <MelodyFigure melody={melody} label={label} curve={curve} />;
}
