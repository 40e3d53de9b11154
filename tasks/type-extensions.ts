import type { EzklConfig, EzklUserConfig } from "./config/types.ts";
import type { EzklConnection } from "./connection/types.ts";

import "@nomicfoundation/hardhat-ethers";
import "hardhat/types/config";
import "hardhat/types/network";

declare module "hardhat/types/config" {
  interface HardhatUserConfig {
    ezkl?: EzklUserConfig;
  }
  interface HardhatConfig {
    ezkl: EzklConfig;
  }
}

declare module "hardhat/types/network" {
  interface NetworkConnection<
    // eslint-disable-next-line @typescript-eslint/no-unused-vars -- must repeat the interface's own parameters
    ChainTypeT extends ChainType | string = DefaultChainType,
  > {
    /** Models of this project, proving for and checking on this connection; created at first use. */
    ezkl: EzklConnection;
  }
}
