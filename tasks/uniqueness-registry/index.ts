import type { HardhatPlugin } from "hardhat/types/plugins";

import { definePlugin } from "hardhat/plugins";

import { registryTasks } from "./tasks.ts";

/** The sample's own plugin: every act of the uniqueness registry as a task. */
const uniquenessRegistry: HardhatPlugin = definePlugin({
  id: "uniqueness-registry",
  dependencies: () => [import("../index.ts")],
  tasks: registryTasks,
});

export default uniquenessRegistry;
