import { task } from "hardhat/config";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { ACCOUNT_OPTION, REGISTRY_OPTION } from "../arguments.ts";

export const moveTask = task(
  ["registry", "move"],
  "Bring your enrolment to another account: ask with a fresh capture, wait, finish; the old account may object meanwhile",
)
  .addOption(
    optionalText("capture", "Ask: file that `registry capture --act move` wrote for the new account"),
  )
  .addFlag({ name: "object", description: "Object to the move of your code, as the account that has it" })
  .addFlag({ name: "finish", description: "Finish the move, as the new account, when the wait is over" })
  .addOption(ACCOUNT_OPTION)
  .addOption(REGISTRY_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
