import { task } from "hardhat/config";

import { JSON_FLAG } from "../../../arguments.ts";

export const srsListTask = task(["ezkl", "srs", "list"], "List the SRS files that are here, each hashed")
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
