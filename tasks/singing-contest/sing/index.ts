import { task } from "hardhat/config";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { CONTEST_OPTION, inputFile, TICKET_OPTION } from "../arguments.ts";

export const singTask = task(
  ["contest", "sing"],
  "Turn a recording of the ticket's melody into a proof of its score",
)
  .addOption(TICKET_OPTION)
  .addOption(inputFile("wav", "What was sung: a WAV or FLAC file"))
  .addOption(optionalText("out", "Where the proof goes; default: ticket-NUMBER.proof.json"))
  .addOption(CONTEST_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
