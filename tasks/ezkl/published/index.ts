import { task } from "hardhat/config";

import { JSON_FLAG, PUBLISHED_ARGUMENT, PUBLISHER_OPTION, REGISTRY_OPTION } from "../../arguments.ts";

export const publishedTask = task(["ezkl", "published"], "Show what a model registry says of a model")
  .addPositionalArgument(PUBLISHED_ARGUMENT)
  .addOption(REGISTRY_OPTION)
  .addOption(PUBLISHER_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
