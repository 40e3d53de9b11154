import { task } from "hardhat/config";

import { numberOption, textOption } from "../arguments.ts";

/** A repository-only task: what proving costs over the size of a model, both engines. */
export const benchScalingTask = task(
  ["bench", "scaling"],
  "Measure perceptrons of growing size, tuned and with the engine's defaults",
)
  .addOption(numberOption("largest", "Most parameters", 1_000_000))
  .addOption(numberOption("maxSeconds", "Longest run of one model with one engine, all steps together", 1800))
  .addOption(textOption("json", "Where the figures go"))
  .addOption(textOption("markdown", "Where the tables go"))
  .addOption(textOption("figures", "Folder that the charts are drawn into"))
  .addFlag({ name: "fresh", description: "Measure anew what earlier runs measured" })
  .setAction(() => import("./action.ts"))
  .build();
