import { task } from "hardhat/config";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { ACCOUNT_OPTION, CONTEST_OPTION, TICKET_OPTION } from "../arguments.ts";

export const melodyTask = task(["contest", "melody"], "Draw a ticket's melody where that is due, and show it")
  .addOption(TICKET_OPTION)
  .addOption(optionalText("wav", "Writes the melody as a WAV file to listen to"))
  .addOption(optionalText("key", "Note to show and play the tonic as, such as G3; default C4"))
  .addOption(ACCOUNT_OPTION)
  .addOption(CONTEST_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
