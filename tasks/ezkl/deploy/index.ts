import { task } from "hardhat/config";

import { JSON_FLAG, MODEL_ARGUMENT } from "../../arguments.ts";

export const deployTask = task(
  ["ezkl", "deploy"],
  "Deploy a model's verifier to the connected network and check it there",
)
  .addPositionalArgument(MODEL_ARGUMENT)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
