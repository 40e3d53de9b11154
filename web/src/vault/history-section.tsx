import { Loader, SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";

import type { State } from "../../../tasks/trading-vault/read/state.ts";
import type { OpenVault } from "../../../tasks/trading-vault/open-vault.ts";
import { tell } from "../chain/explain.ts";
import type { Wallet } from "../chain/wallet.tsx";
import { Failure } from "../ui/failure.tsx";
import { Section } from "../ui/section.tsx";

import { OF_VAULT } from "./abi.ts";
import { AllocationChart } from "./allocation-chart.tsx";
import { MyMoves } from "./my-moves.tsx";
import { ShareChart } from "./share-chart.tsx";
import { useHistory } from "./use-vault.ts";

interface Props {
  wallet: Wallet;
  vault: OpenVault;
  state: State;
  /** Block of the vault's creation. */
  from: number;
}

/** What was proven and traded so far, and what the account did. */
export function HistorySection({ wallet, vault, state, from }: Props): ReactNode {
  const { data: history, error } = useHistory(vault, state, from);
  return (
    <Section title="History">
      {error !== null && <Failure told={tell(error, OF_VAULT)} />}
      {history === undefined && error === null && <Loader aria-label="Reading the history" />}
      {history !== undefined && history.track.length === 0 && (
        <Text size="sm">Nothing was proven to this vault yet.</Text>
      )}
      {history !== undefined && history.track.length > 0 && (
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          <AllocationChart vault={vault} track={history.track} />
          {history.track.length > 1 && <ShareChart vault={vault} track={history.track} />}
        </SimpleGrid>
      )}
      <MyMoves wallet={wallet} vault={vault} state={state} from={from} />
    </Section>
  );
}
