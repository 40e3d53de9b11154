import { task } from "hardhat/config";

import { JSON_FLAG } from "../../arguments.ts";
import { ACCOUNT_OPTION, CONTEST_OPTION } from "../arguments.ts";

export const closeTask = task(
  ["contest", "close"],
  "End the contest after its disputes, and credit what is won",
)
  .addOption(ACCOUNT_OPTION)
  .addOption(CONTEST_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
