import { task } from "hardhat/config";

import { JSON_FLAG } from "../../arguments.ts";
import { ACCOUNT_OPTION, REGISTRY_OPTION } from "../arguments.ts";

export const claimTask = task(["registry", "claim"], "Claim this period's payout for an enrolled account")
  .addOption(ACCOUNT_OPTION)
  .addOption(REGISTRY_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
