import { open } from "../../tasks/singing-contest/open/task-action.ts";
import { create as createVault } from "../../tasks/trading-vault/create/task-action.ts";
import { create as createRegistry } from "../../tasks/uniqueness-registry/create/task-action.ts";

import type { Desks } from "./world.ts";

/** Entries stay open while somebody plays with the vault's days; the threshold is one that an untrained voice reaches. */
const CONTEST: Parameters<typeof open>[0] = {
  ...{ fee: "0.01", bond: "0.05", hostShare: "0", split: "60,30,10" },
  ...{ entries: "30d", submissions: "31d", dispute: "1d", threshold: "0.2", cap: "0.95" },
};

const REGISTRY: Parameters<typeof createRegistry>[0] = {
  ...{ practice: true, payout: "10", period: "1d", moveDelay: "3d", funds: "1000" },
};

const VAULT: Parameters<typeof createVault>[0] = {
  ...{ practice: true, from: "2022-08-14", slippage: "0.5", tradeCap: "25", minTrade: "1" },
  ...{ keeperFee: "1", dormantAfter: "7", name: "Trading Vault" },
};

/** Each sample with what practice needs: a device and a pool, a feed and a market. */
export async function deploySamples({ contest, registry, vault }: Desks): Promise<void> {
  for (const deploy of [
    async () => open(CONTEST, contest),
    async () => createRegistry(REGISTRY, registry),
    async () => createVault(VAULT, vault),
  ]) {
    const { afterwards } = await deploy();
    await afterwards?.();
  }
}
