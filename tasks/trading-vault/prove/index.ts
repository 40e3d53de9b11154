import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { VAULT_OPTION } from "../arguments.ts";

export const proveTask = task(
  ["vault", "prove"],
  "Prove the model's decision for the latest day and write it to a file, for a wallet elsewhere to send",
)
  .addOption({
    name: "out",
    description: "Where the proof goes",
    type: ArgumentType.STRING,
    defaultValue: "proof.json",
  })
  .addOption(
    optionalText(
      "account",
      "Who will send it: number (from 0) of one of the network's accounts, or any address; default 0",
    ),
  )
  .addOption(VAULT_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
