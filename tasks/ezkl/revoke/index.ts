import { task } from "hardhat/config";

import { JSON_FLAG, optionalText, PUBLISHED_ARGUMENT, REGISTRY_OPTION } from "../../arguments.ts";

export const revokeTask = task(
  ["ezkl", "revoke"],
  "Revoke a version of a model of yours in a model registry, for good",
)
  .addPositionalArgument(PUBLISHED_ARGUMENT)
  .addOption(REGISTRY_OPTION)
  .addOption(optionalText("modelVersion", "Number of the version"))
  .addOption(optionalText("reason", "Why, for everybody who relies on it"))
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
