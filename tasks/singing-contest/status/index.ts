import { task } from "hardhat/config";

import { JSON_FLAG } from "../../arguments.ts";
import { CONTEST_OPTION } from "../arguments.ts";

export const statusTask = task(["contest", "status"], "Show a contest's terms, times, tickets and pool")
  .addOption(CONTEST_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
