import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { ONLY_OPTION, RUNS_OPTION, textOption } from "../arguments.ts";

/** A repository-only task: what this package costs over the bare engine, both sides measured in one run. */
export const benchOverheadTask = task(
  ["bench", "overhead"],
  "Measure builds and proofs against the bare engine, side by side",
)
  .addOption(
    textOption(
      "models",
      "Folder of <model>/{network.onnx,input.json}; default: the sample model and a made one",
    ),
  )
  .addOption(ONLY_OPTION)
  .addOption(RUNS_OPTION)
  .addOption({
    name: "engine",
    description: "Engine release",
    type: ArgumentType.STRING,
    defaultValue: "21.0.0",
  })
  .addOption(textOption("json", "Where the figures go"))
  .setAction(() => import("./action.ts"))
  .build();
