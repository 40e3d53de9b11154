import type { UseQueryResult } from "@tanstack/react-query";

import { readClock } from "../../../tasks/samples/chain/clock.ts";
import { readPool, type Pool } from "../../../tasks/uniqueness-registry/read/pool.ts";
import { readStanding, type Standing } from "../../../tasks/uniqueness-registry/read/standing.ts";
import type { OpenRegistry } from "../../../tasks/uniqueness-registry/open-registry.ts";
import { useChain } from "../chain/use-chain.ts";

/** The registry and the wallet's account in it, as the chain has them now. */
export interface Now {
  readonly pool: Pool;
  readonly standing: Standing;
  /** Unix seconds, of the chain. */
  readonly now: bigint;
}

export function useStanding(registry: OpenRegistry): UseQueryResult<Now> {
  return useChain(["standing", registry.address], async ({ account, provider }) => {
    const pool = await readPool(registry);
    const [standing, { now }] = await Promise.all([
      readStanding(registry, pool, account),
      readClock(provider),
    ]);
    return { pool, standing, now };
  });
}
