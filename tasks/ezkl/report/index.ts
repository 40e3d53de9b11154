import { task } from "hardhat/config";

import { JSON_FLAG, optionalText } from "../../arguments.ts";

export const reportTask = task(
  ["ezkl", "report"],
  "Write a page about each of the project's models: graph, sizes, gas, errors, and code to copy",
)
  .addOption(optionalText("out", "Folder for the pages; default: ezkl-report in the project's cache folder"))
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
