import type { HardhatPlugin } from "hardhat/types/plugins";

import { definePlugin } from "hardhat/plugins";

import { ezklTasks } from "./ezkl/index.ts";
import { PLUGIN_ID } from "./task-result.ts";

export type * from "./type-extensions.ts";
export type * from "./config/types.ts";
export type * from "./connection/types.ts";

/** Hardhat 3 plugin: ONNX models to EVM verifiers, proofs, and the contracts that pay on them. */
const hardhatEzkl: HardhatPlugin = definePlugin({
  id: PLUGIN_ID,
  npmPackage: "hardhat-ezkl",
  dependencies: () => [
    import("@nomicfoundation/hardhat-ethers"),
    import("@nomicfoundation/hardhat-ignition"),
    import("@nomicfoundation/hardhat-verify"),
  ],
  hookHandlers: {
    config: () => import("./hook-handlers/config.ts"),
    clean: () => import("./hook-handlers/clean.ts"),
    network: () => import("./hook-handlers/network.ts"),
    solidity: () => import("./hook-handlers/solidity.ts"),
  },
  tasks: ezklTasks,
});

export default hardhatEzkl;
