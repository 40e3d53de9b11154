import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { JSON_FLAG } from "../../arguments.ts";
import { ACCOUNT_OPTION, VAULT_OPTION } from "../arguments.ts";

export const rebalanceTask = task(
  ["vault", "rebalance"],
  "Record what is missing, prove the model's decision and let the vault trade, in one transaction",
)
  .addOption({
    name: "deadline",
    description: "How long the transaction may wait for its block",
    type: ArgumentType.STRING,
    defaultValue: "10m",
  })
  .addOption(ACCOUNT_OPTION)
  .addOption(VAULT_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
