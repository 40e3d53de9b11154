import { task } from "hardhat/config";

import { JSON_FLAG } from "../../arguments.ts";
import { ACCOUNT_OPTION, CONTEST_OPTION, TICKET_OPTION } from "../arguments.ts";

export const refundTask = task(
  ["contest", "refund"],
  "Pay a ticket's fee back to its singer, where the rules give it back",
)
  .addOption(TICKET_OPTION)
  .addOption(ACCOUNT_OPTION)
  .addOption(CONTEST_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
