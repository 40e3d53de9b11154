import { Card, Stack, Title } from "@mantine/core";
import { useId, type ReactNode } from "react";

interface Props {
  title: string;
  children: ReactNode;
}

/** A part of a screen, by its heading. */
export function Section({ title, children }: Props): ReactNode {
  const id = useId();
  return (
    <Card withBorder component="section" aria-labelledby={id}>
      <Stack gap="sm">
        <Title order={2} size="h3" id={id}>
          {title}
        </Title>
        {children}
      </Stack>
    </Card>
  );
}
