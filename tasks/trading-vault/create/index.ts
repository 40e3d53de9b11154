import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { JSON_FLAG, optionalText } from "../../arguments.ts";
import { MODEL_PUBLISHER_OPTION, MODEL_REGISTRY_OPTION } from "../../samples/published.ts";
import { ACCOUNT_OPTION } from "../arguments.ts";

const text = <const Name extends string>(name: Name, description: string, defaultValue: string) =>
  ({ name, description, type: ArgumentType.STRING, defaultValue }) as const;

export const createTask = task(
  ["vault", "create"],
  "Create a vault: deploy the verifier, the ring of prices and the contract; --practice makes its world too",
)
  .addFlag({
    name: "practice",
    description: "On a local node: tokens, feed and market of its own, with real prices of the past",
  })
  .addOption(optionalText("stable", "ERC-20 token that is deposited"))
  .addOption(optionalText("risk", "ERC-20 token that the vault trades"))
  .addOption(optionalText("feed", "Chainlink feed of the risk token's price in the stable one"))
  .addOption(optionalText("pool", "Uniswap V3 pool of the two tokens"))
  .addOption(text("slippage", "Percentage by which a trade may be worse than the oracle", "0.5"))
  .addOption(text("tradeCap", "Percentage of the net asset value that one epoch may trade", "25"))
  .addOption(text("minTrade", "Percentage of the net asset value below which nothing is traded", "1"))
  .addOption(
    text("keeperFee", "Stable tokens for each proof, paid in shares; 0.01 % of the value at most", "1"),
  )
  .addOption(text("dormantAfter", "Days without a proof until the vault takes no more deposits", "7"))
  .addOption(
    optionalText("maxAge", "How old a price may be: the feed's heartbeat and some slack; in practice 25h"),
  )
  .addOption(optionalText("owner", "Who may propose other terms and pause; default: the account"))
  .addOption(text("name", "Name of the shares", "Trading Vault"))
  .addOption(optionalText("symbol", "Symbol of the shares; default: v and the stable token's"))
  .addOption(optionalText("ring", "Deployed ring of prices of this feed; default: a new one is deployed"))
  .addOption(optionalText("verifier", "Deployed verifier of the model; default: a new one is deployed"))
  .addOption(text("from", "Practice: the day of the data that the chain's yesterday plays", "2022-08-14"))
  .addOption(MODEL_REGISTRY_OPTION)
  .addOption(MODEL_PUBLISHER_OPTION)
  .addOption(ACCOUNT_OPTION)
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
