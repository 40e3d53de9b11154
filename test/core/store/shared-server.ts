import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** How an adversary answers; each is met by one request for an object or an entry. */
export type Answer = (response: ServerResponse, file: string) => Promise<void> | void;

export interface SharedServer {
  url: string;
  requests: string[];
  /** Answers what is asked for under a path that contains the key in another way. */
  misbehave: Map<string, Answer>;
  close: () => Promise<void>;
}

/** Serves a folder on 127.0.0.1, and lets tests answer as they like. */
export async function serve(directory: () => string): Promise<SharedServer> {
  const requests: string[] = [];
  const misbehave = new Map<string, Answer>();
  const answer = async (url: string, response: ServerResponse): Promise<void> => {
    requests.push(url);
    const file = join(directory(), url);
    for (const [part, own] of misbehave) if (url.includes(part)) return own(response, file);
    const found = await stat(file).catch(() => undefined);
    response.writeHead(found === undefined ? 404 : 200);
    if (found === undefined) response.end();
    else createReadStream(file).pipe(response);
  };
  const server = createServer((request, response) => void answer(request.url ?? "", response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    misbehave,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
