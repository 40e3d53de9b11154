import { task } from "hardhat/config";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { REGISTRY_OPTION } from "../arguments.ts";

export const statusTask = task(
  ["registry", "status"],
  "Show a registry's pool, period, devices, moves, terms and ledger; with --account one account's own standing",
)
  .addOption(optionalText("account", "Whose standing: number (from 0) or any address"))
  .addOption(REGISTRY_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
