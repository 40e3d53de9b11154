import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";

import { CHAINS, deployedOn, type DeployedName, type OnRecord } from "../chain/deployed.ts";
import { tell, type Told } from "../chain/explain.ts";
import { useWalletState, type Wallet } from "../chain/wallet.tsx";

import { Failure } from "./failure.tsx";

interface Props {
  /** What must be on the wallet's chain. */
  contract: DeployedName;
  children: (wallet: Wallet, onRecord: OnRecord) => ReactNode;
}

/** Shows what is inside only to a connected wallet on a chain where the contract is; else says what is missing and offers it. */
export function NetworkGate({ contract, children }: Props): ReactNode {
  const { wallet } = useWalletState();
  const [told, setTold] = useState<Told>();
  if (CHAINS.length === 0)
    return <Alert title="Nothing is deployed">Deploy the samples, then build the page again.</Alert>;
  if (wallet === undefined) return <Alert title="Connect a wallet">Choose one at the top of the page.</Alert>;
  const onRecord = deployedOn(wallet.chainId, contract);
  // Another account or chain is another story: nothing of the former's state is kept.
  if (onRecord !== undefined)
    return <div key={`${wallet.chainId}/${wallet.account}`}>{children(wallet, onRecord)}</div>;
  const others = CHAINS.filter((chain) => deployedOn(chain, contract) !== undefined);
  const change = (chain: bigint): void => {
    setTold(undefined);
    wallet.switchChain(chain).catch((error: unknown) => setTold(tell(error)));
  };
  return (
    <Alert color="orange" variant="outline" title="Wrong network">
      <Stack gap="xs">
        <Text size="sm">
          The wallet is on chain {wallet.chainId.toString()}, where {contract} is not deployed.
        </Text>
        <Group>
          {others.map((chain) => (
            <Button key={chain.toString()} onClick={() => change(chain)}>
              Switch to chain {chain.toString()}
            </Button>
          ))}
        </Group>
        {told !== undefined && <Failure told={told} />}
      </Stack>
    </Alert>
  );
}
