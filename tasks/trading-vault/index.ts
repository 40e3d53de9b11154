import type { HardhatPlugin } from "hardhat/types/plugins";

import { definePlugin } from "hardhat/plugins";

import { vaultTasks } from "./tasks.ts";

/** The sample's own plugin: every act of the trading vault as a task. */
const tradingVault: HardhatPlugin = definePlugin({
  id: "trading-vault",
  dependencies: () => [import("../index.ts")],
  tasks: vaultTasks,
});

export default tradingVault;
