import { task } from "hardhat/config";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { ACCOUNT_OPTION, REGISTRY_OPTION } from "../arguments.ts";

export const enrollTask = task(
  ["registry", "enroll"],
  "Prove a capture's code and enrol your account with it; image and salt stay on this machine",
)
  .addOption(optionalText("capture", "File that `registry capture` wrote"))
  .addOption(ACCOUNT_OPTION)
  .addOption(REGISTRY_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
