import { task } from "hardhat/config";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { VAULT_OPTION } from "../arguments.ts";

export const attackTask = task(
  ["vault", "attack"],
  "Practice: a thief tries everything on the vault, with real proofs and real trades; what each attempt met, and no trace left",
)
  .addOption(optionalText("keeper", "Whose transactions and proofs are copied: number or address; default 1"))
  .addOption(optionalText("thief", "Who attacks: number or address; default 5"))
  .addOption(VAULT_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
