import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { JSON_FLAG } from "../../arguments.ts";
import { ACCOUNT_OPTION, VAULT_OPTION } from "../arguments.ts";

export const keeperTask = task(
  ["vault", "keeper"],
  "Keep a vault: each day record, prove and rebalance, in one transaction; ends with Ctrl-C",
)
  .addFlag({ name: "once", description: "Do what is due now, and end" })
  .addOption({
    name: "poll",
    description: "Seconds between two looks at most",
    type: ArgumentType.STRING,
    defaultValue: "60",
  })
  .addOption(ACCOUNT_OPTION)
  .addOption(VAULT_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
