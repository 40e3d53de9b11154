import { task } from "hardhat/config";

import { JSON_FLAG } from "../../arguments.ts";
import {
  ACCOUNT_OPTION,
  CONTEST_OPTION,
  inputFile,
  RECORDING_DESCRIPTION,
  TICKET_OPTION,
} from "../arguments.ts";

export const revealTask = task(["contest", "reveal"], "Answer a challenge by publishing the recording")
  .addOption(TICKET_OPTION)
  .addOption(inputFile("recording", RECORDING_DESCRIPTION))
  .addOption(ACCOUNT_OPTION)
  .addOption(CONTEST_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
