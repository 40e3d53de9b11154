import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { JSON_FLAG, optionalText } from "../../arguments.ts";

export const lintTask = task(
  ["ezkl", "lint"],
  "Look for contracts that use a verifier wrongly: unverified results, unchecked addresses, contexts not bound",
)
  .addVariadicArgument({
    name: "paths",
    description: "Files and folders; default: all of the project's contracts",
    type: ArgumentType.FILE,
    defaultValue: [],
  })
  .addOption(optionalText("leaveOut", "Files and folders to pass over, comma-separated"))
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
