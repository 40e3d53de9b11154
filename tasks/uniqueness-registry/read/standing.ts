import type { OpenRegistry } from "../open-registry.ts";

import { dueOf, type Due } from "./due.ts";
import { readEnrolment, type Enrolment } from "./enrolment.ts";
import { readMove, type PendingMove } from "./move.ts";
import type { Pool } from "./pool.ts";

/** One account in the registry. */
export interface Standing {
  account: string;
  /** Units of the token. */
  balance: bigint;
  enrolment: (Enrolment & { due: Due; move: PendingMove }) | undefined;
}

export async function readStanding(registry: OpenRegistry, pool: Pool, account: string): Promise<Standing> {
  const [balance, enrolment] = await Promise.all([
    registry.token.balanceOf(account),
    readEnrolment(registry, account),
  ]);
  if (enrolment === undefined) return { account, balance, enrolment };
  const move = await readMove(registry, enrolment.code);
  return { account, balance, enrolment: { ...enrolment, due: dueOf(registry, enrolment, pool), move } };
}
