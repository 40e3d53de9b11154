import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

/** A repository-only task: tuned circuits against the bare engine's defaults, all sides measured in one run. */
export const benchTask = task(
  "bench",
  "Measure tuned circuits against the bare engine's defaults, side by side",
)
  .addOption({
    name: "models",
    description: "Folder of <model>/{network.onnx,input.json}; default: the samples' models and a made one",
    type: ArgumentType.STRING_WITHOUT_DEFAULT,
    defaultValue: undefined,
  })
  .addOption({
    name: "only",
    description: "Names of models, comma-separated",
    type: ArgumentType.STRING_WITHOUT_DEFAULT,
    defaultValue: undefined,
  })
  .addOption({
    name: "runs",
    description: "Measurements of each side; the median counts",
    type: ArgumentType.INT,
    defaultValue: 3,
  })
  .addOption({
    name: "budget",
    description: "Longest search for a model, seconds, for each of the two objectives",
    type: ArgumentType.INT,
    defaultValue: 60,
  })
  .addOption({
    name: "maxSeconds",
    description: "Longest run of one side, all steps together",
    type: ArgumentType.INT,
    defaultValue: 300,
  })
  .addOption({
    name: "json",
    description: "Where the figures go, after each model",
    type: ArgumentType.STRING_WITHOUT_DEFAULT,
    defaultValue: undefined,
  })
  .addOption({
    name: "markdown",
    description: "Where the tables go",
    type: ArgumentType.STRING_WITHOUT_DEFAULT,
    defaultValue: undefined,
  })
  .addFlag({ name: "fresh", description: "Forget rows and searches of earlier runs" })
  .setAction(() => import("./action.ts"))
  .build();
