import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { MODEL_PUBLISHER_OPTION, MODEL_REGISTRY_OPTION } from "../../samples/published.ts";
import { ACCOUNT_OPTION } from "../arguments.ts";

const text = <const Name extends string>(name: Name, description: string, defaultValue: string) =>
  ({ name, description, type: ArgumentType.STRING, defaultValue }) as const;

export const openTask = task(
  ["contest", "open"],
  "Open a contest: deploy the verifier and the contract, with all terms fixed",
)
  .addOption(optionalText("token", "ERC-20 token of fees and prizes; default: the chain's own currency"))
  .addOption(text("fee", "Price of a ticket", "0.01"))
  .addOption(text("bond", "What a challenge costs until it is answered or upheld", "0.05"))
  .addOption(optionalText("host", "Account that gets the host's share"))
  .addOption(text("hostShare", "Percentage of the pool for the host, 10 at most", "0"))
  .addOption(text("split", "Percentages of what is left, by place", "60,30,10"))
  .addOption(text("entries", "How long tickets are sold, from the opening", "2h"))
  .addOption(text("submissions", "How long attempts are taken, from the opening", "4h"))
  .addOption(text("dispute", "How long places can be challenged; as long again for the answers", "24h"))
  .addOption(text("threshold", "Score that a place must reach to be paid", "0.5"))
  .addOption(text("cap", "Scores above count as this", "0.95"))
  .addOption(optionalText("verifier", "Deployed verifier of the judge; default: a new one is deployed"))
  .addOption(MODEL_REGISTRY_OPTION)
  .addOption(MODEL_PUBLISHER_OPTION)
  .addOption(ACCOUNT_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
