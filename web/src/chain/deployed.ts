import { deployments } from "virtual:deployments";

/** Contracts and verifiers of the page, by the name under which they are on record. */
export type DeployedName =
  | "SingingContest"
  | "UniquenessRegistry"
  | "TradingVault"
  | "singing-judge"
  | "biometric-code"
  | "trading-signal";

export interface OnRecord {
  readonly address: string;
  readonly codeHash: string;
  /** Block of the deployment: logs begin there. */
  readonly blockNumber: number;
}

/** Chains on which something of this project is on record. */
export const CHAINS: readonly bigint[] = Object.keys(deployments).map(BigInt);

/** From the project's deployments module; undefined where nothing of that name was deployed. */
export function deployedOn(chainId: bigint, name: DeployedName): OnRecord | undefined {
  return deployments[chainId.toString()]?.[name];
}
