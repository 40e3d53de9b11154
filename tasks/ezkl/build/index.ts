import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { JSON_FLAG, SKIP_PREFLIGHT_FLAG } from "../../arguments.ts";

export const buildTask = task(
  ["ezkl", "build"],
  "Build circuits, keys, verifier contracts and statement codecs",
)
  .addVariadicArgument({
    name: "models",
    description: "Names of models; all when none is given",
    type: ArgumentType.STRING,
    defaultValue: [],
  })
  .addFlag({ name: "force", description: "Make everything again, cached or not" })
  .addFlag({ name: "repin", description: "Make the pinned settings anew" })
  .addFlag({ name: "frozen", description: "Refuse to change a committed file (for CI)" })
  .addFlag(SKIP_PREFLIGHT_FLAG)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
