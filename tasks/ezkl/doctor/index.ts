import { task } from "hardhat/config";

import { JSON_FLAG } from "../../arguments.ts";

export const doctorTask = task(
  ["ezkl", "doctor"],
  "Say what the machine has, what is missing, and what to do about it; with --network, whether that chain can verify proofs",
)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
