import { task } from "hardhat/config";

import { JSON_FLAG } from "../../arguments.ts";
import { CONTEST_OPTION, inputFile, TICKET_OPTION } from "../arguments.ts";

export const checkTask = task(
  ["contest", "check"],
  "Check a recording against a ticket: its hash, and the score that the judge gives it",
)
  .addOption(TICKET_OPTION)
  .addOption(inputFile("recording", "The recording; default: the one that was published on the chain"))
  .addOption(CONTEST_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
