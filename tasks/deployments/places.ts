import type { HardhatConfig } from "hardhat/types/config";

import { join } from "node:path";

/** Where a project keeps what it knows of its deployments; absolute paths. */
export interface DeploymentPlaces {
  /** `<chainId>.json`, one record a contract. */
  records: string;
  /** Ignition's journals, one folder a deployment. */
  journals: string;
  /** Where the typed module goes. */
  types: string;
}

export function deploymentPlaces({ paths, ezkl }: Pick<HardhatConfig, "paths" | "ezkl">): DeploymentPlaces {
  return {
    records: join(paths.root, "deployments"),
    journals: join(paths.ignition, "deployments"),
    types: ezkl.types,
  };
}
