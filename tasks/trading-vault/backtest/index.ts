import { task } from "hardhat/config";

import { JSON_FLAG, optionalText } from "../../arguments.ts";

export const backtestTask = task(
  ["vault", "backtest"],
  "Run float model, circuit and vault side by side over the hold-out",
)
  .addOption(optionalText("days", "so many of the hold-out's 440 days, from its beginning (default: all)"))
  .addOption(optionalText("out", "folder to write days.csv and wealth.svg to"))
  .addFlag({ name: "prove", description: "Prove every day, instead of the circuit's answer alone (minutes)" })
  .addFlag(JSON_FLAG)
  .setAction(() => import("./task-action.ts"))
  .build();
