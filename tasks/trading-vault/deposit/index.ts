import { task } from "hardhat/config";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { ACCOUNT_OPTION, VAULT_OPTION } from "../arguments.ts";

export const depositTask = task(["vault", "deposit"], "Buy shares of a vault with the stable token")
  .addOption(optionalText("amount", "The most that is spent, in whole tokens"))
  .addOption(ACCOUNT_OPTION)
  .addOption(VAULT_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
