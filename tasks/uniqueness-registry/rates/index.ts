import { task } from "hardhat/config";

import { JSON_FLAG } from "../../arguments.ts";

export const ratesTask = task(
  ["registry", "rates"],
  "Show how often the model takes two fingers for one, or one for two, as measured on held-out synthetic fingers",
)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
