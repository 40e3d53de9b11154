import { Button, Group, Tabs, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { visible } from "../../../src/text/visible.ts";
import { usePractice } from "../chain/practice.ts";
import { Failure } from "../ui/failure.tsx";
import { Section } from "../ui/section.tsx";

import { CapturePictures } from "./capture-pictures.tsx";
import { DrawForm } from "./draw-form.tsx";
import { ExportButton } from "./export-button.tsx";
import { LoadForm } from "./load-form.tsx";
import type { Capturing } from "./use-capture.ts";

/** Where a capture comes from, and what it looks like. It stays in this page. */
export function CaptureCard({ capturing }: { capturing: Capturing }): ReactNode {
  const { state, draw, load, forget } = capturing;
  const practice = usePractice();
  const busy = state.at === "working";
  return (
    <Section title="A capture">
      <Tabs defaultValue="draw">
        <Tabs.List>
          <Tabs.Tab value="draw">Press a synthetic finger</Tabs.Tab>
          <Tabs.Tab value="load">Load a capture</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="draw" pt="sm">
          <DrawForm busy={busy} signed={practice !== undefined} draw={draw} />
        </Tabs.Panel>
        <Tabs.Panel value="load" pt="sm">
          <LoadForm busy={busy} load={load} />
        </Tabs.Panel>
      </Tabs>
      <Text size="sm" role="status">
        {state.at === "working" && `${state.step}…`}
        {state.at === "there" && `Captured: ${visible(state.capture.source)}.`}
      </Text>
      {state.at === "failed" && <Failure told={state.told} />}
      {state.at === "there" && (
        <>
          <CapturePictures capture={state.capture} />
          <Group align="flex-start">
            {state.capture.signed !== undefined && <ExportButton signed={state.capture.signed} />}
            <Button variant="default" onClick={forget}>
              Forget it
            </Button>
          </Group>
          <Text size="sm" c="dimmed">
            It is in this page’s memory only. Closing or reloading the page, or choosing another account,
            forgets it.
          </Text>
        </>
      )}
    </Section>
  );
}
