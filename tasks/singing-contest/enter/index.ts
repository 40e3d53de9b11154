import { task } from "hardhat/config";

import { JSON_FLAG } from "../../arguments.ts";
import { ACCOUNT_OPTION, CONTEST_OPTION } from "../arguments.ts";

export const enterTask = task(["contest", "enter"], "Buy a ticket")
  .addOption(ACCOUNT_OPTION)
  .addOption(CONTEST_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
