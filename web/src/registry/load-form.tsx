import { FileInput, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

/** A capture's file is chosen and read here; it is not uploaded. */
export function LoadForm({ busy, load }: { busy: boolean; load: (file: File) => Promise<void> }): ReactNode {
  return (
    <Stack gap="sm">
      <Text size="sm">
        A file that a capture device wrote for this account and registry: patch, salt and the device’s
        signature. It is read in this page and not uploaded.
      </Text>
      <FileInput
        label="Capture file"
        placeholder="Choose a JSON file"
        accept="application/json,.json"
        disabled={busy}
        value={null}
        onChange={(file) => {
          if (file !== null) void load(file);
        }}
        maw={360}
      />
    </Stack>
  );
}
