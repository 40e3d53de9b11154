import { Button } from "@mantine/core";
import type { ReactNode } from "react";

import {
  formatSignedCapture,
  type SignedCapture,
} from "../../../tasks/uniqueness-registry/capture/signed-capture.ts";

/** Saves the capture as `registry capture` writes it: only when its owner asks. */
export function ExportButton({ signed }: { signed: SignedCapture }): ReactNode {
  const save = (): void => {
    const address = URL.createObjectURL(
      new Blob([formatSignedCapture(signed)], { type: "application/json" }),
    );
    const link = document.createElement("a");
    link.href = address;
    link.download = `capture-${signed.act}.json`;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <Button variant="default" onClick={save}>
      Save it to a private file
    </Button>
  );
}
