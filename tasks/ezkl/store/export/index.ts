import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { JSON_FLAG } from "../../../arguments.ts";

export const exportTask = task(
  ["ezkl", "store", "export"],
  "Copy built models' circuits and keys into a folder to share, or to serve over HTTP",
)
  .addPositionalArgument({
    name: "directory",
    description: "The folder; made when missing, added to otherwise",
  })
  .addVariadicArgument({
    name: "models",
    description: "Names of models; all when none is given",
    type: ArgumentType.STRING,
    defaultValue: [],
  })
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
