import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { arch, platform } from "node:process";

import { startClient, type Client } from "./client.ts";

/** anvil from its npm package, which carries the program for this platform: nothing is downloaded. */
export async function startAnvil(...args: string[]): Promise<Client> {
  return startClient(anvilProgram(), (port) => [
    ...["--host", "127.0.0.1", "--port", String(port), "--silent"],
    ...args,
  ]);
}

function anvilProgram(): string {
  const from = createRequire(createRequire(import.meta.url).resolve("@foundry-rs/anvil/package.json"));
  const name = `@foundry-rs/anvil-${platform}-${arch === "x64" ? "amd64" : arch}`;
  return join(
    dirname(from.resolve(`${name}/package.json`)),
    "bin",
    platform === "win32" ? "anvil.exe" : "anvil",
  );
}
