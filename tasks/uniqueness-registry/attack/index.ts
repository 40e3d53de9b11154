import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { JSON_FLAG } from "../../arguments.ts";
import { REGISTRY_OPTION } from "../arguments.ts";

const player = <const Name extends string>(name: Name, description: string, defaultValue: string) =>
  ({ name, description, type: ArgumentType.STRING, defaultValue }) as const;

export const attackTask = task(
  ["registry", "attack"],
  "Practice: a thief tries everything on the registry with real proofs; what each attempt met, and no trace left",
)
  .addOption(
    player("victim", "Who is enrolled for it: number or address of an account that is not yet", "17"),
  )
  .addOption(player("thief", "Who attacks: number or address", "18"))
  .addOption(player("accomplice", "Who helps: number or address", "19"))
  .addOption(REGISTRY_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
