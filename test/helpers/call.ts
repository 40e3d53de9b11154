import { z } from "zod";

import type { Connection } from "./scorer.ts";

const failureSchema = z.object({
  message: z.string(),
  data: z.union([z.string(), z.object({ data: z.string() })]).optional(),
});

/** What an eth_call came to. */
export type CallOutcome = { ok: true; data: string } | { ok: false; data: string; message: string };

/** eth_call with exactly these bytes, as anybody outside of a contract can send them. */
export async function rawCall({ provider }: Connection, to: string, data: string): Promise<CallOutcome> {
  try {
    const result: unknown = await provider.request({
      method: "eth_call",
      params: [{ to, data, gas: "0xe4e1c0" }, "latest"],
    });
    return { ok: true, data: z.string().parse(result) };
  } catch (error) {
    const { message, data } = failureSchema.parse(error);
    if (!message.includes("revert")) throw error;
    return { ok: false, data: (typeof data === "string" ? data : data?.data) ?? "0x", message };
  }
}
