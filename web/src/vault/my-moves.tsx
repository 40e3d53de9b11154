import { Table, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

import { show, showChange } from "../../../tasks/trading-vault/format/amount.ts";
import type { State } from "../../../tasks/trading-vault/read/state.ts";
import type { OpenVault } from "../../../tasks/trading-vault/open-vault.ts";
import { tell } from "../chain/explain.ts";
import { useChain } from "../chain/use-chain.ts";
import type { Wallet } from "../chain/wallet.tsx";
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
        <Table.ScrollContainer minWidth={0} type="native" tabIndex={0}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                {["What", "Change", "Shares after it", "Block"].map((title) => (
                  <Table.Th key={title} scope="col">
                    {title}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {moves.toReversed().map((move) => (
                <Table.Tr key={`${move.transaction} ${move.shares}`}>
                  <Table.Td>{move.what}</Table.Td>
                  <Table.Td>{showChange(shares, move.change, "share")}</Table.Td>
                  <Table.Td>{show(shares, move.shares, "share")}</Table.Td>
                  <Table.Td>{move.block}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </>
  );
}
