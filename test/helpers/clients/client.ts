import { spawn } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** A node of its own process. */
export interface Client {
  url: string;
  request(method: string, params?: unknown[]): Promise<unknown>;
  stop(): Promise<void>;
}

const START_MS = 60_000;

/** Starts a program that serves JSON-RPC on a free port of this machine, and waits until it answers. */
export async function startClient(
  program: string,
  args: (port: number) => readonly string[],
): Promise<Client> {
  const port = await freePort();
  const child = spawn(program, args(port), { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)));
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.once("error", (error) => {
      said += String(error);
      resolve();
    });
  });
  const url = `http://127.0.0.1:${port}`;
  const client: Client = {
    url,
    request: async (method, params = []) => request(url, method, params),
    stop: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
  const deadline = Date.now() + START_MS;
  for (;;) {
    if (await client.request("eth_chainId").catch(() => undefined)) return client;
    if (child.exitCode !== null || Date.now() > deadline) {
      await client.stop();
      throw new Error(`${program} does not answer: ${said}`);
    }
    await delay(50);
  }
}

async function request(url: string, method: string, params: unknown[]): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const headers = { "content-type": "application/json" };
  const answer = (await (await fetch(url, { method: "POST", headers, body })).json()) as {
    result?: unknown;
    error?: { message: string };
  };
  if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
  return answer.result;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
