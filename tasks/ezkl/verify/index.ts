import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { JSON_FLAG, MODEL_ARGUMENT, optionalText } from "../../arguments.ts";

export const verifyTask = task(
  ["ezkl", "verify"],
  "Check a proof with the engine, and on the connected network with --address",
)
  .addPositionalArgument(MODEL_ARGUMENT)
  .addOption({
    name: "proof",
    description: "Proof file",
    type: ArgumentType.FILE_WITHOUT_DEFAULT,
    defaultValue: undefined,
  })
  .addOption(optionalText("address", "Deployed verifier to ask as well"))
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
