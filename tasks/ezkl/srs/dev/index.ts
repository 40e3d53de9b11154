import { task } from "hardhat/config";

import { JSON_FLAG } from "../../../arguments.ts";
import { K_ARGUMENT } from "../size.ts";

export const srsDevTask = task(["ezkl", "srs", "dev"], "Make a dev SRS, good for local chains only")
  .addPositionalArgument(K_ARGUMENT)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
