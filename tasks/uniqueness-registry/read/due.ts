import { formatTime } from "../../samples/format/time.ts";
import { RegistryStateError } from "../errors.ts";
import type { OpenRegistry } from "../open-registry.ts";

import type { Enrolment } from "./enrolment.ts";
import { periodAt, type Pool } from "./pool.ts";

/** Where an enrolled account stands with this period's payout. */
export type Due = "due" | "paid" | "next period" | "frozen";

export function dueOf(
  registry: Pick<OpenRegistry, "start" | "terms">,
  { frozen, enrolledAt, paidThrough }: Enrolment,
  { period }: Pick<Pool, "period">,
): Due {
  if (frozen) return "frozen";
  if (period <= periodAt(registry, enrolledAt)) return "next period";
  return period > paidThrough ? "due" : "paid";
}

/** Spares the transaction that the registry would refuse. @throws RegistryStateError */
export function requireDue(registry: OpenRegistry, enrolment: Enrolment, pool: Pool): void {
  const { account } = enrolment;
  switch (dueOf(registry, enrolment, pool)) {
    case "frozen":
      throw new RegistryStateError(
        account,
        "the enrolment is frozen: the device that vouched for it was revoked",
        "enrol anew with another device; the old record is evicted on the way: registry capture, registry evict, registry enroll",
      );
    case "next period":
      throw new RegistryStateError(
        account,
        `who enrols in period ${pool.period} is paid from period ${pool.period + 1n} on, which begins at ${formatTime(pool.endsAt)}`,
        "wait until then, or in practice: npx hardhat registry forward",
      );
    case "paid":
      throw new RegistryStateError(
        account,
        `the account has its share of period ${pool.period}; the next period begins at ${formatTime(pool.endsAt)}`,
        "wait until then, or in practice: npx hardhat registry forward",
      );
    case "due":
  }
}
