import type { HardhatPlugin } from "hardhat/types/plugins";

import { definePlugin } from "hardhat/plugins";

import { contestTasks } from "./tasks.ts";

/** The sample's own plugin: every act of the singing contest as a task. */
const singingContest: HardhatPlugin = definePlugin({
  id: "singing-contest",
  dependencies: () => [import("../index.ts")],
  tasks: contestTasks,
});

export default singingContest;
