import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

/** A repository-only task: the page on a local chain with the three samples. */
export const webTask = task(
  "web",
  "Start a local chain with the samples deployed and funded, and the page on it",
)
  .addOption({ name: "port", description: "Of the page", type: ArgumentType.INT, defaultValue: 5173 })
  .addOption({
    name: "nodePort",
    description: "Of the local chain; another where it is taken",
    type: ArgumentType.INT,
    defaultValue: 8545,
  })
  .addFlag({ name: "open", description: "Open the page in a browser" })
  .setAction(() => import("./action.ts"))
  .build();
