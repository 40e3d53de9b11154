import { z } from "zod";

import { ask, type OpenRegistry } from "../open-registry.ts";

const moveSchema = z.object({
  /** The new account; zero where no move is pending. */
  account: z.string(),
  /** Unix seconds: from when it can be finished, and from when no longer; zero where none is pending. */
  readyAt: z.bigint(),
  lapsesAt: z.bigint(),
  /** Unix seconds until which none can be asked for, after an objection. */
  coolsUntil: z.bigint(),
});

export type PendingMove = z.infer<typeof moveSchema>;

export async function readMove(registry: OpenRegistry, code: bigint): Promise<PendingMove> {
  return ask(registry, moveSchema, "pendingMove", code);
}
