import { Text } from "@mantine/core";
import type { ReactNode } from "react";

import { formatMoment } from "../../../tasks/samples/format/time.ts";
import { termsTable } from "../../../tasks/uniqueness-registry/show/terms.ts";
import type { OpenRegistry } from "../../../tasks/uniqueness-registry/open-registry.ts";
import { Section } from "../ui/section.tsx";

import { Facts } from "./facts.tsx";
import type { Now } from "./use-standing.ts";

/** Terms, pool and period. */
export function RegistryCard({ registry, now }: { registry: OpenRegistry; now: Now }): ReactNode {
  const { token } = registry;
  const { pool } = now;
  const terms = termsTable(registry);
  return (
    <Section title="The registry">
      <Facts
        rows={[
          ["Pool", token.format(pool.balance)],
          ["Enrolled", `${pool.enrolled}`],
          [
            "Period",
            `${pool.period}, with ${token.format(pool.share)} for each who was enrolled before it; the next begins ${formatMoment(pool.endsAt, now.now)}`,
          ],
          ["Payout", terms["payout"]],
          ["One finger", terms["one finger"]],
          ["To move to another account", terms["to move"]],
        ]}
      />
      <Text size="sm" c="dimmed">
        Nobody can change these terms. A share that is not claimed in its period stays in the pool.
      </Text>
    </Section>
  );
}
