import { task } from "hardhat/config";

import { JSON_FLAG, optionalText } from "../../../arguments.ts";

export const srsImportTask = task(
  ["ezkl", "srs", "import"],
  "Check a ceremony's file (a prepared snarkjs .ptau, or an SRS in ezkl's format) and keep it as SRS",
)
  .addPositionalArgument({ name: "file", description: "The file" })
  .addOption(
    optionalText("k", "Of a .ptau, only the SRS for circuits of 2^K rows; otherwise every size it has"),
  )
  .addFlag({ name: "project", description: "Into the project's SRS folder, to be committed" })
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
