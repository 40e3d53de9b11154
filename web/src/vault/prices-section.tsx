import { Loader, SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { formatDay } from "../../../tasks/trading-vault/format/day.ts";
import type { State } from "../../../tasks/trading-vault/read/state.ts";
import type { OpenVault } from "../../../tasks/trading-vault/open-vault.ts";
import { tell } from "../chain/explain.ts";
import { Failure } from "../ui/failure.tsx";
import { Section } from "../ui/section.tsx";

import { OF_VAULT } from "./abi.ts";
import { PriceChart } from "./price-chart.tsx";
import { ReturnChart } from "./return-chart.tsx";
import { useWindow } from "./use-vault.ts";

/** What the model reads for the latest day. */
export function PricesSection({ vault, state }: { vault: OpenVault; state: State }): ReactNode {
  const { data: window, error } = useWindow(vault, state);
  return (
    <Section title="What the model reads">
      <Text size="sm">
        The 28 daily returns up to {formatDay(state.currentEpoch)}, from closes of the price feed that the
        contract records and checks itself. Nobody can choose the input.
      </Text>
      {error !== null && <Failure told={tell(error, OF_VAULT)} />}
      {window === undefined && error === null && <Loader aria-label="Reading the prices" />}
      {window !== undefined && (
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          <PriceChart vault={vault} window={window} />
          <ReturnChart window={window} />
        </SimpleGrid>
      )}
    </Section>
  );
}
