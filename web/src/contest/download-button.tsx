import { Button } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  bytes: Uint8Array;
  name: string;
  children: ReactNode;
}

/** Saves bytes as a file, when its owner asks. */
export function DownloadButton({ bytes, name, children }: Props): ReactNode {
  const save = (): void => {
    const address = URL.createObjectURL(new Blob([bytes.slice()], { type: "application/octet-stream" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <Button variant="default" onClick={save} style={{ alignSelf: "flex-start" }}>
      {children}
    </Button>
  );
}
