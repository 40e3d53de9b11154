import { task } from "hardhat/config";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { ACCOUNT_OPTION, REGISTRY_OPTION } from "../arguments.ts";

export const evictTask = task(
  ["registry", "evict"],
  "Take frozen enrolments, those of a revoked device, out of the registry: anybody may",
)
  .addOption(optionalText("code", "The frozen code: 0x and 32 hex digits"))
  .addOption(optionalText("device", "Or: all frozen codes of this revoked device"))
  .addOption(ACCOUNT_OPTION)
  .addOption(REGISTRY_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
