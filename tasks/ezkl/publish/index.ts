import { task } from "hardhat/config";

import { JSON_FLAG, MODEL_ARGUMENT, optionalText, REGISTRY_OPTION } from "../../arguments.ts";

export const publishTask = task(
  ["ezkl", "publish"],
  "Publish a deployed verifier as the next version of its model in a model registry",
)
  .addPositionalArgument(MODEL_ARGUMENT)
  .addOption(REGISTRY_OPTION)
  .addFlag({ name: "newRegistry", description: "Deploy a registry first" })
  .addOption(optionalText("verifier", "Deployed verifier of the model; default: the one on record"))
  .addOption(optionalText("licence", "The model's licence, an SPDX expression"))
  .addOption(optionalText("card", "URI of the model's card"))
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
