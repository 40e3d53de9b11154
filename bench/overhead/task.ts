import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

/** A repository-only task: what this package costs over the bare engine, both sides measured in one run. */
export const benchOverheadTask = task(
  ["bench", "overhead"],
  "Measure builds and proofs against the bare engine, side by side",
)
  .addOption({
    name: "models",
    description: "Folder of <model>/{network.onnx,input.json}; default: the sample model and a made one",
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
    name: "engine",
    description: "Engine release",
    type: ArgumentType.STRING,
    defaultValue: "21.0.0",
  })
  .addOption({
    name: "json",
    description: "Where the figures go",
    type: ArgumentType.STRING_WITHOUT_DEFAULT,
    defaultValue: undefined,
  })
  .setAction(() => import("./action.ts"))
  .build();
