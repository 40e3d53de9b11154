/** Started by tests that kill it: a keeper of a vault on a node. Arguments: the node's URL, a folder for its journal, the vault, "once" or "loop". */
import { artifacts, config, network } from "hardhat";

import { processMemory } from "../../tasks/samples/memory.ts";
import { keeper } from "../../tasks/trading-vault/keeper/task-action.ts";
import { workspaceOf } from "../../tasks/workspace.ts";

const [url = "", cache = "", vault = "", mode = "once"] = process.argv.slice(2);
const connection = await network.create({ network: "localhost", override: { url } });
const { text } = await keeper(
  { vault, account: "2", once: mode === "once", poll: "1" },
  {
    ...{ artifacts, connection, cache, chainId: 31337n, inProcess: false },
    workspace: workspaceOf(config),
    memory: processMemory(),
  },
  { signal: new AbortController().signal, say: (line) => console.log(line) },
  { firstWait: 50, pollTransaction: 100, untilMoreFee: 60_000, attempts: 4 },
);
console.log(text);
await connection.close();
