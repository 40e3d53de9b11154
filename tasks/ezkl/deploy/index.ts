import { task } from "hardhat/config";

import { JSON_FLAG, MODEL_ARGUMENT } from "../../arguments.ts";

export const deployTask = task(
  ["ezkl", "deploy"],
  "Deploy a model's verifier to the connected network and check it there",
)
  .addPositionalArgument(MODEL_ARGUMENT)
  .addFlag({ name: "verify", description: "Publish the source to the network's block explorer" })
  .addFlag({
    name: "deployForgeableVerifierOnALiveChain",
    description: "Deploy although the SRS is a dev SRS, whose maker can forge proofs",
  })
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
