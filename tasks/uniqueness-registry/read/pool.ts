import { z } from "zod";

import { ask, type OpenRegistry } from "../open-registry.ts";

const shareSchema = z.object({ period: z.bigint(), share: z.bigint(), fixed_: z.boolean() });

/** The pool in the current period; amounts in units of the token. */
export interface Pool {
  period: bigint;
  /** Unix seconds at which the next period begins. */
  endsAt: bigint;
  /** For each account; as it is fixed, or as it would be if something happened now. */
  share: bigint;
  fixed: boolean;
  balance: bigint;
  /** Accounts that are enrolled. */
  enrolled: bigint;
}

export async function readPool(registry: OpenRegistry): Promise<Pool> {
  const { start, terms, token, address } = registry;
  const [open, enrolled, balance] = await Promise.all([
    ask(registry, shareSchema, "openShare"),
    ask(registry, z.bigint(), "enrolled"),
    token.balanceOf(address),
  ]);
  const { period, share, fixed_: fixed } = open;
  return { period, share, fixed, balance, enrolled, endsAt: start + (period + 1n) * terms.period };
}

/** The period that a moment lies in. @param at unix seconds, not before the registry's making */
export function periodAt({ start, terms }: Pick<OpenRegistry, "start" | "terms">, at: bigint): bigint {
  return (at - start) / terms.period;
}
