import { task } from "hardhat/config";

import { JSON_FLAG, MODEL_ARGUMENT } from "../../arguments.ts";

export const inspectTask = task(
  ["ezkl", "inspect"],
  "Show what a model's proofs state, and what they stand on",
)
  .addPositionalArgument(MODEL_ARGUMENT)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
