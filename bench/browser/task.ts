import { task } from "hardhat/config";

import { ONLY_OPTION, RUNS_OPTION, textOption } from "../arguments.ts";

/** A repository-only task: what a proof in the page costs over one by the native engine, both measured in one run. */
export const benchBrowserTask = task(
  ["bench", "browser"],
  "Measure proofs in Chromium against the native engine, side by side",
)
  .addOption(ONLY_OPTION)
  .addOption(RUNS_OPTION)
  .addOption(textOption("json", "Where the figures go"))
  .setAction(() => import("./action.ts"))
  .build();
