import { Alert, Text } from "@mantine/core";
import type { ReactNode } from "react";

import type { Told } from "../chain/explain.ts";

/** What went wrong and what to do about it. */
export function Failure({ told }: { told: Told }): ReactNode {
  return (
    <Alert color={told.declined === true ? "gray" : "red"} variant="outline" title={told.title} role="alert">
      <Text size="sm">{told.message}</Text>
      {told.refusal !== undefined && (
        <Text size="sm" ff="monospace">
          {told.refusal}
        </Text>
      )}
      {told.remedy !== undefined && <Text size="sm">What helps: {told.remedy}.</Text>}
    </Alert>
  );
}
