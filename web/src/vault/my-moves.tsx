import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

import { show, showChange } from "../../../tasks/trading-vault/format/amount.ts";
import type { State } from "../../../tasks/trading-vault/read/state.ts";
import type { OpenVault } from "../../../tasks/trading-vault/open-vault.ts";
import { tell } from "../chain/explain.ts";
import { useChain } from "../chain/use-chain.ts";
import type { Wallet } from "../chain/wallet.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { Failure } from "../ui/failure.tsx";

import { OF_VAULT } from "./abi.ts";
import { readMoves } from "./read-moves.ts";

interface Props {
  wallet: Wallet;
  vault: OpenVault;
  state: State;
  from: number;
}

/** What the account did with its shares, newest first. */
export function MyMoves({ wallet: { account }, vault, state, from }: Props): ReactNode {
  const { address, shares } = vault;
  const { data: moves, error } = useChain(
    ["vault-moves", address, state.totalSupply, state.lastEpoch],
    async ({ provider }) => readMoves(provider, address, account, from),
    { keep: true },
  );
  return (
    <>
      <Title order={3} size="h4">
        Your shares over time
      </Title>
      {error !== null && <Failure told={tell(error, OF_VAULT)} />}
      {moves?.length === 0 && <Text size="sm">This account never had shares of the vault.</Text>}
      {moves !== undefined && moves.length > 0 && (
        <DataTable
          head={["What", "Change", "Shares after it", "Block"]}
          rows={moves.toReversed().map((move) => ({
            key: `${move.transaction} ${move.shares}`,
            cells: [
              move.what,
              showChange(shares, move.change, "share"),
              show(shares, move.shares, "share"),
              move.block,
            ],
          }))}
        />
      )}
    </>
  );
}
