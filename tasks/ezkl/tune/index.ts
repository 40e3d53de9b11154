import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { JSON_FLAG, MODEL_ARGUMENT, optionalText } from "../../arguments.ts";

import { DEFAULTS } from "./defaults.ts";

export const tuneTask = task(
  ["ezkl", "tune"],
  "Search for the fastest, cheapest circuit that still says the same, and pin its settings",
)
  .addPositionalArgument(MODEL_ARGUMENT)
  .addOption({
    name: "objective",
    description: "gas, prove or balanced",
    type: ArgumentType.STRING,
    defaultValue: DEFAULTS.objective,
  })
  .addOption(optionalText("maxError", "Largest difference from the float model, in units of the outputs"))
  .addOption(
    optionalText("metric", "argmax or sign: the same answer on every hold-out sample; mae: mean difference"),
  )
  .addOption({
    name: "budget",
    description: "Seconds for the whole search",
    type: ArgumentType.STRING,
    defaultValue: DEFAULTS.budget,
  })
  .addOption(
    optionalText("engines", "Engine releases that may be chosen, comma-separated; default: the model's own"),
  )
  .addOption({
    name: "seed",
    description: "Of the generated hold-out samples",
    type: ArgumentType.STRING,
    defaultValue: DEFAULTS.seed,
  })
  .addOption({
    name: "headroom",
    description: "Bits by which every value inside of the circuit may outgrow the hold-out's",
    type: ArgumentType.STRING,
    defaultValue: DEFAULTS.headroom,
  })
  .addOption(
    optionalText("html", "Where the report goes; default: tuning.html among the model's build outputs"),
  )
  .addFlag({ name: "fresh", description: "Do not go on with an interrupted search" })
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
