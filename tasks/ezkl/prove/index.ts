import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { JSON_FLAG, MODEL_ARGUMENT, optionalText, SKIP_PREFLIGHT_FLAG } from "../../arguments.ts";

export const proveTask = task(["ezkl", "prove"], "Prove a model's answer to an input")
  .addPositionalArgument(MODEL_ARGUMENT)
  .addOption({
    name: "input",
    description: "Input file",
    type: ArgumentType.FILE_WITHOUT_DEFAULT,
    defaultValue: undefined,
  })
  .addOption({
    name: "out",
    description: "Where the proof goes",
    type: ArgumentType.STRING,
    defaultValue: "proof.json",
  })
  .addOption(optionalText("consumer", "Contract the proof is for"))
  .addOption(optionalText("account", "Account the contract pays or credits"))
  .addOption(
    optionalText("scope", "Round, epoch or nonce: an integer, 32 bytes of hex, or a text that is hashed"),
  )
  .addOption(optionalText("chainId", "Chain the proof is for; default: the connected network's"))
  .addOption({
    name: "engine",
    description: "native or wasm",
    type: ArgumentType.STRING,
    defaultValue: "native",
  })
  .addFlag(SKIP_PREFLIGHT_FLAG)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
