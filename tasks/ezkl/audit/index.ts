import { task } from "hardhat/config";

import { JSON_FLAG, MODEL_ARGUMENT, optionalText } from "../../arguments.ts";

export const auditTask = task(
  ["ezkl", "audit"],
  "Build a model's verifier again and compare it, line by line, with its files and with a contract on --network",
)
  .addPositionalArgument(MODEL_ARGUMENT)
  .addOption(optionalText("address", "The deployed verifier"))
  .addOption(optionalText("inputs", "Your own inputs, comma-separated files: circuit against float model"))
  .addOption(optionalText("maxError", "Largest difference from the float model that you accept"))
  .addOption(optionalText("registry", "A model registry that should name the verifier"))
  .addOption(optionalText("publisher", "Who published the model there"))
  .addOption(optionalText("html", "Where a report to read goes"))
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
