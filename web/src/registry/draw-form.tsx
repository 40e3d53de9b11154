import { Button, Group, NumberInput, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent, type ReactNode } from "react";

import { FINGER_NAME, MOST_PRESSES } from "../../../tasks/uniqueness-registry/capture/synthetic.ts";

import type { FingerWanted } from "./press-finger.ts";

interface Props {
  busy: boolean;
  /** Whether a device signs for what is drawn here. */
  signed: boolean;
  draw: (wanted: FingerWanted) => Promise<void>;
}

/** A synthetic finger by its name, and which of its captures. */
export function DrawForm({ busy, signed, draw }: Props): ReactNode {
  const [finger, setFinger] = useState("ann");
  const [number, setNumber] = useState<number | string>(1);
  const [conditions, setConditions] = useState<FingerWanted["conditions"]>("ordinary");
  const isNamed = FINGER_NAME.test(finger);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isNamed && typeof number === "number") void draw({ finger, number, conditions });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm">
          No real finger: it is grown from its name, and the same name is the same finger. Each capture is
          three presses, which fall and smudge otherwise each time; the device’s firmware combines them.{" "}
          {signed
            ? "This page plays the sensor, and the local chain’s practice device signs for the capture’s hash."
            : "No device signs for it on this chain: you see what would be proven, and cannot enrol with it."}
        </Text>
        <Group align="flex-start">
          <TextInput
            label="Finger"
            value={finger}
            onChange={({ currentTarget }) => setFinger(currentTarget.value)}
            error={isNamed ? undefined : "Up to 40 letters, digits, hyphens and underscores."}
            autoComplete="off"
            w={220}
          />
          <NumberInput
            label="Capture number"
            value={number}
            onChange={setNumber}
            {...{ min: 1, max: MOST_PRESSES, clampBehavior: "strict", allowDecimal: false, w: 140 }}
          />
          <Stack gap={2}>
            <Text size="sm" fw={500} id="conditions">
              Pressed
            </Text>
            <SegmentedControl
              aria-labelledby="conditions"
              value={conditions}
              onChange={setConditions}
              data={[
                { value: "ordinary", label: "with care" },
                { value: "hard", label: "badly" },
              ]}
            />
          </Stack>
        </Group>
        <div>
          <Button type="submit" loading={busy} disabled={!isNamed || typeof number !== "number"}>
            Press three times
          </Button>
        </div>
      </Stack>
    </form>
  );
}
