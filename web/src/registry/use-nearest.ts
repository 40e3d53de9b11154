import type { UseQueryResult } from "@tanstack/react-query";

import { isFrozen } from "../../../tasks/uniqueness-registry/read/enrolment.ts";
import { readNearestOfAll } from "../../../tasks/uniqueness-registry/read/nearest-of-all.ts";
import type { OpenRegistry } from "../../../tasks/uniqueness-registry/open-registry.ts";
import { useChain } from "../chain/use-chain.ts";

export interface Nearest {
  readonly code: bigint;
  readonly distance: number;
  readonly frozen: boolean;
}

/** The enrolled code nearest to this one; null where nobody is enrolled. Compared here: the node is not asked about the code. */
export function useNearest(registry: OpenRegistry, code: bigint): UseQueryResult<Nearest | null> {
  return useChain(["nearest", registry.address, code], async ({ provider }) => {
    const nearest = await readNearestOfAll(provider, registry, code);
    return nearest === undefined ? null : { ...nearest, frozen: await isFrozen(registry, nearest.code) };
  });
}
