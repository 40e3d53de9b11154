import { task } from "hardhat/config";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { ACCOUNT_OPTION, VAULT_OPTION } from "../arguments.ts";

export const withdrawTask = task(
  ["vault", "withdraw"],
  "Sell shares of a vault for the stable token; all of them unless --amount or --shares is given",
)
  .addOption(optionalText("amount", "Exactly this much of the stable token, in whole tokens"))
  .addOption(optionalText("shares", "Exactly these shares, in whole ones"))
  .addOption(ACCOUNT_OPTION)
  .addOption(VAULT_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
