import { task } from "hardhat/config";

import { numberOption, ONLY_OPTION, RUNS_OPTION, textOption } from "../arguments.ts";

/** A repository-only task: tuned circuits against the bare engine's defaults, all sides measured in one run. */
export const benchTask = task(
  "bench",
  "Measure tuned circuits against the bare engine's defaults, side by side",
)
  .addOption(
    textOption(
      "models",
      "Folder of <model>/{network.onnx,input.json}; default: the samples' models and a made one",
    ),
  )
  .addOption(ONLY_OPTION)
  .addOption(RUNS_OPTION)
  .addOption(
    numberOption("budget", "Longest search for a model, seconds, for each of the two objectives", 60),
  )
  .addOption(numberOption("maxSeconds", "Longest run of one side, all steps together", 300))
  .addOption(textOption("json", "Where the figures go, after each model"))
  .addOption(textOption("markdown", "Where the tables go"))
  .addFlag({ name: "fresh", description: "Forget rows and searches of earlier runs" })
  .setAction(() => import("./action.ts"))
  .build();
