import { task } from "hardhat/config";

import { JSON_FLAG } from "../../arguments.ts";
import { ACCOUNT_OPTION, CONTEST_OPTION, inputFile, TICKET_OPTION } from "../arguments.ts";

export const submitTask = task(["contest", "submit"], "Submit a proven attempt on a ticket")
  .addOption(TICKET_OPTION)
  .addOption(inputFile("proof", "The proof that `contest sing` wrote"))
  .addOption(inputFile("recording", "The recording; default: beside the proof"))
  .addOption(ACCOUNT_OPTION)
  .addOption(CONTEST_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
