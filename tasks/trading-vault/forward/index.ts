import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { JSON_FLAG } from "../../arguments.ts";
import { VAULT_OPTION } from "../arguments.ts";

export const forwardTask = task(
  ["vault", "forward"],
  "Practice: the next days come, each with its real price at the feed and on the market",
)
  .addOption({ name: "days", description: "How many days", type: ArgumentType.STRING, defaultValue: "1" })
  .addOption(VAULT_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
