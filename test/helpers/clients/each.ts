import { startAnvil } from "./anvil.ts";
import type { Client } from "./client.ts";
import { gethMissing, startGeth } from "./geth.ts";

/** A real client that tests start and stop, and why it is missing where it is. */
export interface KindOfClient {
  name: string;
  chainId: number;
  missing: () => string | undefined;
  start: () => Promise<Client>;
}

export const EACH_CLIENT: readonly KindOfClient[] = [
  { name: "anvil", missing: () => undefined, start: async () => startAnvil(), chainId: 31337 },
  { name: "geth --dev", missing: gethMissing, start: startGeth, chainId: 1337 },
];
