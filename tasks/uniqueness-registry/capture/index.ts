import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { REGISTRY_OPTION } from "../arguments.ts";

const text = <const Name extends string>(name: Name, description: string, defaultValue: string) =>
  ({ name, description, type: ArgumentType.STRING, defaultValue }) as const;

export const captureTask = task(
  ["registry", "capture"],
  "Play the device: take three presses of a finger (synthetic, or from images), cut the patch, salt it and sign for one account",
)
  .addOption(optionalText("finger", "Name of a synthetic finger: the same name is the same finger"))
  .addOption(
    text(
      "press",
      "Which capture of the synthetic finger: three presses, each of which falls and smudges otherwise",
      "1",
    ),
  )
  .addOption(text("conditions", "How the synthetic finger is pressed: ordinary or hard", "ordinary"))
  .addOption(
    optionalText("image", "Instead: up to three images of one finger, PNG or PGM, with commas between them"),
  )
  .addOption(text("dpi", "Pixels an inch of these images", "500"))
  .addOption(text("act", "What it is for: enroll or move", "enroll"))
  .addOption(optionalText("for", "Whose account: number (from 0) or any address; default 0"))
  .addOption(
    optionalText("device", "Who signs: address or number; default: the registry's own device of practice"),
  )
  .addOption(text("valid", "How long the registry may take it", "1h"))
  .addOption(optionalText("out", "File for the capture; default: in the folder captures, which git ignores"))
  .addOption(REGISTRY_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
