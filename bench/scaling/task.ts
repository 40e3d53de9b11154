import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

/** A repository-only task: what proving costs over the size of a model, both engines. */
export const benchScalingTask = task(
  ["bench", "scaling"],
  "Measure perceptrons of growing size, tuned and with the engine's defaults",
)
  .addOption({
    name: "largest",
    description: "Most parameters",
    type: ArgumentType.INT,
    defaultValue: 1_000_000,
  })
  .addOption({
    name: "maxSeconds",
    description: "Longest run of one model with one engine, all steps together",
    type: ArgumentType.INT,
    defaultValue: 1800,
  })
  .addOption({
    name: "json",
    description: "Where the figures go",
    type: ArgumentType.STRING_WITHOUT_DEFAULT,
    defaultValue: undefined,
  })
  .addOption({
    name: "markdown",
    description: "Where the tables go",
    type: ArgumentType.STRING_WITHOUT_DEFAULT,
    defaultValue: undefined,
  })
  .addOption({
    name: "figures",
    description: "Folder that the charts are drawn into",
    type: ArgumentType.STRING_WITHOUT_DEFAULT,
    defaultValue: undefined,
  })
  .addFlag({ name: "fresh", description: "Measure anew what earlier runs measured" })
  .setAction(() => import("./action.ts"))
  .build();
