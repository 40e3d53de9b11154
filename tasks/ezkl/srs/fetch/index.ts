import { task } from "hardhat/config";

import { JSON_FLAG, optionalText } from "../../../arguments.ts";
import { K_ARGUMENT } from "../size.ts";

export const srsFetchTask = task(
  ["ezkl", "srs", "fetch"],
  "Download the ceremony's SRS that ezkl publishes, and compare it with the published hash",
)
  .addPositionalArgument(K_ARGUMENT)
  .addOption(optionalText("url", "Another place that has the same file"))
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
