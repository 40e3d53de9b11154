import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { JSON_FLAG } from "../../arguments.ts";

export const initTask = task(
  ["ezkl", "init"],
  "Add a model to the project from an ONNX file and a sample input",
)
  .addPositionalArgument({
    name: "model",
    description: "Name for the model: lower-case letters, digits, hyphens",
  })
  .addOption({
    name: "onnx",
    description: "ONNX file",
    type: ArgumentType.FILE_WITHOUT_DEFAULT,
    defaultValue: undefined,
  })
  .addOption({
    name: "input",
    description: 'Sample input: {"input_data": [[…]]}, one flat list a tensor',
    type: ArgumentType.FILE_WITHOUT_DEFAULT,
    defaultValue: undefined,
  })
  .addOption({
    name: "visibility",
    description: "Of the inputs: private, public or hashed",
    type: ArgumentType.STRING,
    defaultValue: "private",
  })
  .addOption({
    name: "engine",
    description: "Engine release",
    type: ArgumentType.STRING,
    defaultValue: "21.0.0",
  })
  .addFlag({
    name: "withoutContext",
    description: "Do not bind proofs to chain, contract, account and scope",
  })
  .addFlag({ name: "tune", description: "Search for the fastest, cheapest circuit right away" })
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
