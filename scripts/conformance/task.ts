import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

/** A repository-only task: any folder of models through the whole pipeline, against the bare engine. */
export const conformanceTask = task(
  "conformance",
  "Take a folder of models through the whole pipeline and report a line a model",
)
  .addPositionalArgument({ name: "directory", description: "Folder of <model>/{network.onnx,input.json}" })
  .addOption({
    name: "json",
    description: "Where the report goes",
    type: ArgumentType.STRING_WITHOUT_DEFAULT,
    defaultValue: undefined,
  })
  .addOption({
    name: "engine",
    description: "Engine release",
    type: ArgumentType.STRING,
    defaultValue: "21.0.0",
  })
  .addOption({
    name: "maxSeconds",
    description: "Longest time for a model",
    type: ArgumentType.INT,
    defaultValue: 300,
  })
  .addOption({
    name: "only",
    description: "Names of models, comma-separated",
    type: ArgumentType.STRING_WITHOUT_DEFAULT,
    defaultValue: undefined,
  })
  .addOption({
    name: "visibility",
    description: "Of the inputs: private, public or hashed",
    type: ArgumentType.STRING,
    defaultValue: "private",
  })
  .addFlag({ name: "context", description: "Add the context pass-through to each model" })
  .addFlag({ name: "fresh", description: "Forget the results of earlier runs" })
  .setAction(() => import("./action.ts"))
  .build();
