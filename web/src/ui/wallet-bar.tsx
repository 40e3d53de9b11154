import { Button, Group, Menu, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";

import { visible } from "../../../src/text/visible.ts";
import { tell, type Told } from "../chain/explain.ts";
import { useWalletState } from "../chain/wallet.tsx";

import { Failure } from "./failure.tsx";

/** Choosing a wallet, and which one is connected. */
export function WalletBar(): ReactNode {
  const { wallets, wallet, connect, disconnect } = useWalletState();
  const [told, setTold] = useState<Told>();
  if (wallet !== undefined) {
    return (
      <Menu>
        <Menu.Target>
          <Button variant="default" size="compact-md">
            {wallet.account.slice(0, 6)}…{wallet.account.slice(-4)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {visible(wallet.detail.info.name)}, chain {wallet.chainId.toString()}
          </Menu.Label>
          <Menu.Item onClick={disconnect}>Disconnect</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    );
  }
  const choose = (detail: (typeof wallets)[number]): void => {
    setTold(undefined);
    connect(detail).catch((error: unknown) => setTold(tell(error)));
  };
  return (
    <Group gap="xs">
      {wallets.length === 0 && (
        <Text size="sm">No wallet found: install one that announces itself (EIP-6963).</Text>
      )}
      {wallets.map((detail) => (
        <Button
          key={detail.info.uuid}
          size="compact-md"
          onClick={() => choose(detail)}
          leftSection={<img src={detail.info.icon} alt="" width={16} height={16} />}
        >
          Connect {visible(detail.info.name)}
        </Button>
      ))}
      {told !== undefined && <Failure told={told} />}
    </Group>
  );
}
