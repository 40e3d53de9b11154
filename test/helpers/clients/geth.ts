import { existsSync } from "node:fs";

import { startClient, type Client } from "./client.ts";

const { gethProgram } = (await import(
  new URL("../../../scripts/clients/geth.mjs", import.meta.url).href
)) as {
  gethProgram: () => string;
};

/** Why there is no geth here; undefined when there is one. CI builds it first. */
export function gethMissing(): string | undefined {
  return existsSync(gethProgram())
    ? undefined
    : "geth is not built; with Go here: node scripts/clients/geth.mjs";
}

/** geth with one unlocked account and a block for each transaction. */
export async function startGeth(): Promise<Client> {
  return startClient(gethProgram(), (port) => [
    ...["--dev", "--dev.gaslimit", "30000000", "--http", "--http.addr", "127.0.0.1"],
    ...["--http.port", String(port), "--http.api", "eth,net,web3", "--ipcdisable", "--nodiscover"],
    ...["--port", "0", "--authrpc.port", "0", "--verbosity", "1"],
  ]);
}
