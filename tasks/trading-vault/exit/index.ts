import { task } from "hardhat/config";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { ACCOUNT_OPTION, VAULT_OPTION } from "../arguments.ts";

export const exitTask = task(
  ["vault", "exit"],
  "Leave a vault in kind: both tokens as they are, whatever market, oracle and owner do",
)
  .addOption(optionalText("shares", "These shares, in whole ones; default: all"))
  .addOption(
    optionalText(
      "only",
      "stable or risk: that token alone, where the other one is frozen; its part stays behind",
    ),
  )
  .addOption(ACCOUNT_OPTION)
  .addOption(VAULT_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
