import type { EdrNetworkUserConfig } from "hardhat/types/config";

/** A network that the plugin adds to every project: an in-process chain on which figures are taken. */
export const MEASURING_NETWORK = "ezklMeasuring";

/**
 * Stores verifiers of any size, so that one too large for a real chain has figures too. The hardfork is fixed: gas figures shall not
 * change with the default of the Hardhat release.
 */
export const MEASURING_NETWORK_CONFIG: EdrNetworkUserConfig = {
  type: "edr-simulated",
  hardfork: "osaka",
  transactionGasCap: false,
  allowUnlimitedContractSize: true,
  blockGasLimit: 1_000_000_000,
};
