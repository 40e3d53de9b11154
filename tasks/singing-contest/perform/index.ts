import { task } from "hardhat/config";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { CONTEST_OPTION, TICKET_OPTION } from "../arguments.ts";

export const performTask = task(
  ["contest", "perform"],
  "Development: let the synthetic singer sing a ticket's melody into a WAV file",
)
  .addOption(TICKET_OPTION)
  .addOption(optionalText("skill", "good, middling or off-key; default good"))
  .addOption(
    optionalText(
      "seed",
      "Whole number that decides voice and faults; default 1; the next ones where the judge gives the take 0",
    ),
  )
  .addOption(optionalText("out", "Where the sound goes; default: ticket-NUMBER.wav"))
  .addOption(CONTEST_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
