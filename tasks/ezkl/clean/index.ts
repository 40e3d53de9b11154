import { task } from "hardhat/config";

import { JSON_FLAG } from "../../arguments.ts";

export const cleanTask = task(
  ["ezkl", "clean"],
  "Bring the store of circuits and keys under its quota, or remove all that nothing uses",
)
  .addFlag({
    name: "unused",
    description: "Remove all that no model of this project and no running build uses",
  })
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
