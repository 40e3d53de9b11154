import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { MODEL_PUBLISHER_OPTION, MODEL_REGISTRY_OPTION } from "../../samples/published.ts";
import { ACCOUNT_OPTION } from "../arguments.ts";

const text = <const Name extends string>(name: Name, description: string, defaultValue: string) =>
  ({ name, description, type: ArgumentType.STRING, defaultValue }) as const;

export const createTask = task(
  ["registry", "create"],
  "Create a registry: deploy the verifier and the contract; --practice makes a token, a pool and a capture device too",
)
  .addFlag({
    name: "practice",
    description: "On a local node: a token of its own, a funded pool, and a device whose key is kept here",
  })
  .addOption(optionalText("token", "ERC-20 token that the pool pays"))
  .addOption(text("payout", "Whole tokens for each enrolled account and period", "10"))
  .addOption(text("period", "Length of a period", "1d"))
  .addOption(
    optionalText("threshold", "Bits within which two codes are one finger; default: the model's own"),
  )
  .addOption(
    optionalText(
      "moveThreshold",
      "Bits within which a move is granted, at most as many; default: the model's own",
    ),
  )
  .addOption(text("moveDelay", "How long the old account may object to a move", "3d"))
  .addOption(optionalText("owner", "Who may add and revoke devices; default: the account"))
  .addOption(optionalText("verifier", "Deployed verifier of the model; default: a new one is deployed"))
  .addOption(text("funds", "Practice: whole tokens in the pool at the start", "1000"))
  .addOption(MODEL_REGISTRY_OPTION)
  .addOption(MODEL_PUBLISHER_OPTION)
  .addOption(ACCOUNT_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
