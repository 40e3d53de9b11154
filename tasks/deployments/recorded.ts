import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { readDeployments } from "../../src/deployments/store.ts";
import { chainIdOf } from "../connection/context.ts";

import type { DeploymentPlaces } from "./places.ts";

/** Where the newest deployment on record of this name is on the connected chain, if any is. */
export async function recordedAddress(
  connection: NetworkConnection<ChainType | string>,
  places: DeploymentPlaces | undefined,
  name: string,
): Promise<string | undefined> {
  if (places === undefined) return undefined;
  return (await readDeployments(places.records, await chainIdOf(connection)))[name]?.address;
}
