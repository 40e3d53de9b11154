import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

/** What a server does with one request; `count` is how many came before. */
export type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

export interface LocalServer {
  url: string;
  /** The headers of each request, in order. */
  requests: IncomingMessage["headers"][];
  close(): Promise<void>;
}

/** A server on this machine, for adversaries to answer from. */
export async function serve(answer: Answer): Promise<LocalServer> {
  const requests: IncomingMessage["headers"][] = [];
  const server = createServer((request, response) => {
    requests.push(request.headers);
    answer(request, response, requests.length - 1);
  });
  return { ...(await listening(server)), requests };
}

export interface LocalProxy {
  url: string;
  /** What it was asked to connect to. */
  tunnels: string[];
  close(): Promise<void>;
}

/** A proxy that knows CONNECT. */
export async function proxy(): Promise<LocalProxy> {
  const tunnels: string[] = [];
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on("connect", ({ url = "" }: IncomingMessage, client: Socket) => {
    tunnels.push(url);
    const { hostname, port } = new URL(`http://${url}`);
    const upstream = connect(Number(port), hostname, () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.pipe(client);
      client.pipe(upstream);
    });
    for (const socket of [client, upstream])
      socket.on("error", () => [client, upstream].map((end) => end.destroy()));
  });
  return { ...(await listening(server)), tunnels };
}

async function listening(server: Server): Promise<{ url: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
