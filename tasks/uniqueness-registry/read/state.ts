import type { Provider } from "ethers";

import type { OpenRegistry } from "../open-registry.ts";

import { readDevices, type KnownDevice } from "./devices.ts";
import { dueOf } from "./due.ts";
import { readEnrolment, type Enrolment } from "./enrolment.ts";
import { claimsOf, enrolledOf, movesAskedFor, readEvents } from "./events.ts";
import { readLedger, type Ledger } from "./ledger.ts";
import { readMove, type PendingMove } from "./move.ts";
import { readOwner } from "./owner.ts";
import { readPool, type Pool } from "./pool.ts";

/** A move that waits for an enrolment. */
export interface WaitingMove extends PendingMove {
  code: bigint;
  /** The account that is enrolled with it. */
  from: string;
}

/** Everything about a registry as it stands. */
export interface State {
  pool: Pool;
  owner: string;
  devices: KnownDevice[];
  moves: WaitingMove[];
  ledger: Ledger;
  /** Accounts that were paid in this period, and those that still may claim. */
  claimed: number;
  due: number;
  /** Enrolments of revoked devices. */
  frozen: number;
}

export async function readState(provider: Provider, registry: OpenRegistry): Promise<State> {
  const events = await readEvents(provider, registry);
  const accounts = enrolledOf(events);
  const [pool, owner, devices, ledger, enrolments, asked] = await Promise.all([
    readPool(registry),
    readOwner(registry),
    readDevices(registry, events),
    readLedger(provider, registry, events),
    Promise.all([...accounts.values()].map(async (account) => readEnrolment(registry, account))),
    Promise.all(movesAskedFor(events).map(async (code) => ({ code, ...(await readMove(registry, code)) }))),
  ]);
  const present = enrolments.filter((enrolment): enrolment is Enrolment => enrolment !== undefined);
  return {
    ...{ pool, owner, devices, ledger },
    moves: asked
      .filter(({ account }) => BigInt(account) !== 0n)
      .map((move) => ({ ...move, from: accounts.get(move.code) ?? "" })),
    claimed: claimsOf(events).filter(({ period }) => period === pool.period).length,
    due: present.filter((enrolment) => dueOf(registry, enrolment, pool) === "due").length,
    frozen: present.filter(({ frozen }) => frozen).length,
  };
}
