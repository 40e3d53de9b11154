import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

import { z } from "zod";

/**
 * What a bad network makes of one request: `pass` it; `refuse` it as a node does whose pool is full; `status500`; `drop` it on its way there; `lose` the answer on its way back; `hang` before the
 * node or `hangAfter` it, for ever; answer it with a `lie`, or late.
 */
export type Fate =
  | "pass"
  | "refuse"
  | "status500"
  | "drop"
  | "lose"
  | "hang"
  | "hangAfter"
  | { lie: unknown }
  | { lateMs: number };

const requestSchema = z.object({
  id: z.unknown(),
  method: z.string(),
  params: z.array(z.unknown()).default([]),
});

/** A proxy in front of a node, which does to requests what the test says. */
export class Proxy {
  readonly #node: string;
  readonly #server: Server;
  /** Decides each request's fate; may do something first. */
  fate: (method: string, params: readonly unknown[]) => Fate | Promise<Fate> = () => "pass";
  /** Methods asked for, in order. */
  readonly asked: string[] = [];

  constructor(node: string) {
    this.#node = node;
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch(() => response.destroy());
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { id, method, params } = requestSchema.parse(JSON.parse(body));
    this.asked.push(method);
    const fate = await this.fate(method, params);
    if (fate === "hang") return;
    if (fate === "drop") return void response.destroy();
    if (fate === "status500") return void response.writeHead(500).end("not now");
    if (fate === "refuse") {
      const error = { code: -32000, message: "txpool is full" };
      return void response.end(JSON.stringify({ jsonrpc: "2.0", id, error }));
    }
    const headers = { "content-type": "application/json" };
    if (typeof fate === "object" && "lie" in fate) {
      response.writeHead(200, headers);
      return void response.end(JSON.stringify({ jsonrpc: "2.0", id, result: fate.lie }));
    }
    const answer = await (await fetch(this.#node, { method: "POST", headers, body })).text();
    if (fate === "hangAfter") return;
    if (typeof fate === "object") await delay(fate.lateMs);
    if (fate === "lose") return void response.destroy();
    response.writeHead(200, headers).end(answer);
  }
}
