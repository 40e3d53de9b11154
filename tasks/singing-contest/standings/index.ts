import { task } from "hardhat/config";

import { JSON_FLAG } from "../../arguments.ts";
import { CONTEST_OPTION } from "../arguments.ts";

export const standingsTask = task(["contest", "standings"], "Show the places and what they win")
  .addOption(CONTEST_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
