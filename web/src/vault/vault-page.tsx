import { Loader, SimpleGrid, Stack } from "@mantine/core";
import type { ReactNode } from "react";

import type { OpenVault } from "../../../tasks/trading-vault/open-vault.ts";
import type { OnRecord } from "../chain/deployed.ts";
import { tell } from "../chain/explain.ts";
import type { Wallet } from "../chain/wallet.tsx";
import { Failure } from "../ui/failure.tsx";

import { OF_VAULT } from "./abi.ts";
import { Deposit } from "./deposit.tsx";
import { HistorySection } from "./history-section.tsx";
import { KeeperSection } from "./keeper/keeper-section.tsx";
import { Leave } from "./leave.tsx";
import { PracticeSection } from "./practice-section.tsx";
import { PricesSection } from "./prices-section.tsx";
import { SharesSection } from "./shares-section.tsx";
import { StateSection } from "./state-section.tsx";
import { useStanding, useVault } from "./use-vault.ts";

interface Props {
  wallet: Wallet;
  onRecord: OnRecord;
}

/** Opens the vault that is on record. */
export function VaultPage({ wallet, onRecord }: Props): ReactNode {
  const { data: vault, error } = useVault(onRecord.address);
  if (vault !== undefined) return <Opened wallet={wallet} vault={vault} from={onRecord.blockNumber} />;
  return error === null ? <Waiting /> : <Failure told={tell(error, OF_VAULT)} />;
}

function Opened({ wallet, vault, from }: { wallet: Wallet; vault: OpenVault; from: number }): ReactNode {
  const { data: standing, error } = useStanding(vault);
  if (standing === undefined) return error === null ? <Waiting /> : <Failure told={tell(error, OF_VAULT)} />;
  const { state, now } = standing;
  return (
    <Stack>
      {error !== null && <Failure told={tell(error, OF_VAULT)} />}
      <PracticeSection />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <StateSection vault={vault} state={state} now={now} />
        <SharesSection vault={vault} standing={standing} />
        <Deposit wallet={wallet} vault={vault} standing={standing} />
        <Leave wallet={wallet} vault={vault} standing={standing} />
      </SimpleGrid>
      <PricesSection vault={vault} state={state} />
      <KeeperSection wallet={wallet} vault={vault} state={state} />
      <HistorySection wallet={wallet} vault={vault} state={state} from={from} />
    </Stack>
  );
}

function Waiting(): ReactNode {
  return <Loader aria-label="Reading the vault" />;
}
