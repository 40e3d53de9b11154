import { formatMoment, formatTime } from "../../samples/format/time.ts";
import { formatCode } from "../format/code.ts";
import type { Due } from "../read/due.ts";
import type { Pool } from "../read/pool.ts";
import type { Standing } from "../read/standing.ts";
import type { OpenRegistry } from "../open-registry.ts";

/** One account's standing in sentences. @param now unix seconds */
export function standingLine(
  { token }: Pick<OpenRegistry, "token">,
  { account, balance, enrolment }: Standing,
  pool: Pool,
  now: bigint,
): string {
  const has = `${account} has ${token.format(balance)}`;
  if (enrolment === undefined) return `${has} and is not enrolled.`;
  const { code, enrolledAt, due, move } = enrolment;
  const payout: Record<Due, string> = {
    due: `This period's ${token.format(pool.share)} can be claimed: registry claim.`,
    paid: `This period's share is paid; the next period begins ${formatMoment(pool.endsAt, now)}.`,
    "next period": `It is paid from the next period on, which begins ${formatMoment(pool.endsAt, now)}.`,
    frozen: "The enrolment is frozen, for its device was revoked: nothing is paid. Enrol anew with another.",
  };
  const moving =
    BigInt(move.account) === 0n
      ? ""
      : ` ${move.account} has asked for this enrolment and can take it ${formatMoment(move.readyAt, now)}: if that is not you, registry move --object.`;
  return `${has} and is enrolled since ${formatTime(enrolledAt)} with the code ${formatCode(code)}. ${payout[due]}${moving}`;
}
