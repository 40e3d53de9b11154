import { EzklError } from "../../../src/errors/base.ts";

/** Refused connections, timeouts and closed sockets; answers that are none. */
const TRANSPORT =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|UND_ERR|socket|other side closed|terminated|fetch failed|cannot connect|connection|timed? ?out|invalid json|unexpected (token|end)|status code|rate limit|too many requests|bad gateway|service unavailable|internal server error/i;

/** JSON-RPC's and HTTP's own codes for "not now". */
const CODES: readonly unknown[] = [-32005, 429, 500, 502, 503, 504];

/** What the chain has answered, however it is worded. */
const ANSWERS: readonly unknown[] = ["CALL_EXCEPTION", "INSUFFICIENT_FUNDS", "BAD_DATA", 3];

const MAX_DEPTH = 8;

/** Whether a failure is the network's: nobody knows what the chain would have answered, and asking again may help. */
export function isTransport(error: unknown): boolean {
  if (error instanceof EzklError) return false;
  for (let at = error, depth = 0; at instanceof Error && depth < MAX_DEPTH; at = at.cause, depth++) {
    const { code } = at as { code?: unknown };
    if (ANSWERS.includes(code)) return false;
    if (CODES.includes(code) || TRANSPORT.test(`${String(code)} ${at.name} ${at.message}`)) return true;
  }
  return false;
}
