import { z } from "zod";

import type { Desk } from "../desk.ts";

type Chain = Pick<Desk, "connection">;

/** Does something on a development chain and takes the chain back to where it was, clock included, however it ended. */
export async function undone<T>({ connection }: Chain, work: () => Promise<T>): Promise<T> {
  const { provider } = connection;
  const snapshot = z.string().parse(await provider.request({ method: "evm_snapshot", params: [] }));
  try {
    return await work();
  } finally {
    await provider.request({ method: "evm_revert", params: [snapshot] });
  }
}
