import { task } from "hardhat/config";

import { JSON_FLAG } from "../../arguments.ts";
import { ACCOUNT_OPTION, VAULT_OPTION } from "../arguments.ts";

export const observeTask = task(
  ["vault", "observe"],
  "Record the daily closes that the model's window lacks, from the feed's own history",
)
  .addOption(ACCOUNT_OPTION)
  .addOption(VAULT_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
