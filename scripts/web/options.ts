import { Wallet } from "ethers";

import { requirePractice as requireVaultPractice } from "../../tasks/trading-vault/practice/require.ts";
import { findVault } from "../../tasks/trading-vault/vault.ts";
import { requirePractice } from "../../tasks/uniqueness-registry/practice/require.ts";
import { findRegistry } from "../../tasks/uniqueness-registry/registry.ts";
import type { WebOptions } from "../../web/config.ts";

import { actsOf } from "./acts.ts";
import { fund } from "./fund.ts";
import type { World } from "./world.ts";

/** The page's options with everything that a local world has. */
export type WorldOptions = { [Name in keyof WebOptions]-?: NonNullable<WebOptions[Name]> };

/** The page's options on a world: a burner wallet that is made and funded for it, and the world to move. */
export async function optionsFor(world: World): Promise<WorldOptions> {
  const { rpc, chainId, deployments, desks } = world;
  const { privateKey: key, address } = Wallet.createRandom();
  await fund(world, address);
  const { stable, risk } = requireVaultPractice(await findVault(desks.vault, undefined));
  const { device, token: payout } = requirePractice(await findRegistry(desks.registry, undefined));
  return {
    deployments,
    project: desks.vault.workspace,
    burner: { rpc, chainId, key },
    practice: { chainId, device, tokens: { stable, risk, payout }, acts: actsOf(world) },
  };
}
