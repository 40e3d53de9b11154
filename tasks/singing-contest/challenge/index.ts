import { task } from "hardhat/config";

import { JSON_FLAG } from "../../arguments.ts";
import { ACCOUNT_OPTION, CONTEST_OPTION, TICKET_OPTION } from "../arguments.ts";

export const challengeTask = task(
  ["contest", "challenge"],
  "Demand the recording of a ticket in the standings, for a bond",
)
  .addOption(TICKET_OPTION)
  .addOption(ACCOUNT_OPTION)
  .addOption(CONTEST_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
