import { z } from "zod";

import { RegistryStateError } from "../errors.ts";
import { formatCode } from "../format/code.ts";
import { ask, type OpenRegistry } from "../open-registry.ts";

const enrolmentSchema = z.object({
  /** Zero where the account is not enrolled. */
  code: z.bigint(),
  /** Unix seconds. */
  enrolledAt: z.bigint(),
  /** The last period that was paid; zero where none was. */
  paidThrough: z.bigint(),
  device: z.string(),
  /** Unix seconds at which the last move was asked for, and with which device; zero where there was none. */
  movedAt: z.bigint(),
  moveDevice: z.string(),
});

export interface Enrolment extends z.infer<typeof enrolmentSchema> {
  account: string;
  /** A device that vouched for it was revoked. */
  frozen: boolean;
}

/** An account's enrolment; undefined where it has none. */
export async function readEnrolment(registry: OpenRegistry, account: string): Promise<Enrolment | undefined> {
  const enrolment = await ask(registry, enrolmentSchema, "enrolmentOf", account);
  if (enrolment.code === 0n) return undefined;
  return { ...enrolment, account, frozen: await isFrozen(registry, enrolment.code) };
}

export async function isFrozen(registry: OpenRegistry, code: bigint): Promise<boolean> {
  return ask(registry, z.boolean(), "isFrozen", code);
}

/** @throws RegistryStateError when the account is not enrolled */
export async function requireEnrolled(registry: OpenRegistry, account: string): Promise<Enrolment> {
  const enrolment = await readEnrolment(registry, account);
  if (enrolment !== undefined) return enrolment;
  throw new RegistryStateError(
    account,
    "the account is not enrolled",
    "act as one that is (--account NUMBER or ADDRESS), or enrol it: registry capture, registry enroll",
  );
}

/** @throws RegistryStateError when the account is enrolled */
export async function requireFree(registry: OpenRegistry, account: string): Promise<void> {
  const enrolment = await readEnrolment(registry, account);
  if (enrolment === undefined) return;
  if (enrolment.frozen) {
    throw new RegistryStateError(
      account,
      "the account's enrolment is frozen: a device that vouched for it was revoked",
      `take it out, then press the finger on another device and enrol again: registry evict --code ${formatCode(enrolment.code)}`,
    );
  }
  throw new RegistryStateError(
    account,
    `the account is enrolled already, with the code ${formatCode(enrolment.code)}`,
    "nothing needs to be done: `registry claim` pays it each period; another account is another --account",
  );
}

const nearestSchema = z
  .object({ found: z.bigint(), distance: z.bigint() })
  .transform(({ found, distance }) => ({ code: found, distance: Number(distance) }));

/** The enrolled code nearest to this one within the registry's threshold; undefined where there is none. */
export async function readNearest(
  registry: OpenRegistry,
  code: bigint,
): Promise<{ code: bigint; distance: number } | undefined> {
  const nearest = await ask(registry, nearestSchema, "nearest", code);
  return nearest.code === 0n ? undefined : nearest;
}
