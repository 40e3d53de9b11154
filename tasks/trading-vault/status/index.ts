import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { VAULT_OPTION } from "../arguments.ts";

export const statusTask = task(
  ["vault", "status"],
  "Show a vault's holdings, track record, prices and terms; with --account your own position",
)
  .addOption(optionalText("account", "Whose position: number (from 0) or any address"))
  .addOption({
    name: "last",
    description: "How many of the latest trades are listed",
    type: ArgumentType.STRING,
    defaultValue: "10",
  })
  .addOption(VAULT_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
