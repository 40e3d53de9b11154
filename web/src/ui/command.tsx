import { Button, Code, CopyButton, Group } from "@mantine/core";
import type { ReactNode } from "react";

/** A command for a terminal, to be copied. */
export function Command({ children, label }: { children: string; label: string }): ReactNode {
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <Code
        block
        flex={1}
        aria-label={label}
        role="group"
        style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}
        tabIndex={0}
      >
        {children}
      </Code>
      <CopyButton value={children}>
        {({ copied, copy }) => (
          <Button size="compact-sm" variant="default" onClick={copy}>
            {copied ? "Copied" : "Copy"}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
