import type { HardhatConfig } from "hardhat/types/config";
import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { join } from "node:path";

/** Where a project keeps what it knows of its deployments; absolute paths. */
export interface DeploymentPlaces {
  /** `<chainId>.json`, one record a contract. */
  records: string;
  /** Ignition's journals, one folder a deployment. */
  journals: string;
  /** What commands that deploy several contracts have decided and not yet told, one file a command. */
  undertakings: string;
  /** Where the typed module goes. */
  types: string;
}

export function deploymentPlaces({ paths, ezkl }: Pick<HardhatConfig, "paths" | "ezkl">): DeploymentPlaces {
  return {
    records: join(paths.root, "deployments"),
    journals: join(paths.ignition, "deployments"),
    undertakings: join(paths.ignition, "undertakings"),
    types: ezkl.types,
  };
}

/** None for a chain that ends with the process. */
export function placesFor(
  config: Pick<HardhatConfig, "paths" | "ezkl">,
  { networkConfig }: NetworkConnection<ChainType | string>,
): DeploymentPlaces | undefined {
  return networkConfig.type === "http" ? deploymentPlaces(config) : undefined;
}

/** All of it in one folder: for a chain whose deployments are nobody's but its own. */
export function placesIn(folder: string): DeploymentPlaces {
  return {
    records: join(folder, "deployments"),
    journals: join(folder, "ignition", "deployments"),
    undertakings: join(folder, "ignition", "undertakings"),
    types: join(folder, "types"),
  };
}
