import { task } from "hardhat/config";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { CONTEST_OPTION } from "../arguments.ts";

export const forwardTask = task(
  ["contest", "forward"],
  "Development nodes: mine blocks or move the clock to a contest's next phase",
)
  .addOption(optionalText("until", "draw, entries-closed, submissions-closed or disputes-closed"))
  .addOption(CONTEST_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
