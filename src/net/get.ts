import type { Dispatcher } from "undici";
import { EnvHttpProxyAgent, request } from "undici";

/** An answer that another attempt would not make better. */
export class UnacceptableAnswerError extends Error {}

export interface GetOptions {
  agent: Dispatcher;
  headers?: Readonly<Record<string, string>>;
  /** Longest silence of the server, milliseconds. */
  silenceMs: number;
  /** Ends the request, its body included, whatever the server does: see {@link deadline}. */
  signal: AbortSignal;
  /** Where the server may send on to. Whichever it is: at most five times, and never from https to http. */
  redirects: "same-origin" | "any";
}

const MOST_REDIRECTS = 5;
const REDIRECTIONS: readonly number[] = [301, 302, 303, 307, 308];
/** A transfer has so long before its length counts, milliseconds, and then so long for each byte of it: 32 KiB a second. */
const [START_MS, MS_PER_BYTE] = [60_000, 1000 / 32_768];

/** What a transfer of this length may take altogether, milliseconds: a minute, and a second for each 32 KiB. */
export function overallMs(bytes: number): number {
  return Math.ceil(START_MS + bytes * MS_PER_BYTE);
}

/** A signal that comes when a transfer has taken too long altogether, however regularly something came. */
export function deadline(ms: number): AbortSignal {
  const seconds = Math.round(ms / 100) / 10;
  const controller = new AbortController();
  const end = (): void => controller.abort(new Error(`it took longer than ${seconds} s`));
  if (ms <= 0) end();
  else setTimeout(end, ms).unref();
  return controller.signal;
}

/** Connections through the proxies of HTTP_PROXY, HTTPS_PROXY and NO_PROXY; to be destroyed by who opened it. */
export function openAgent(silenceMs: number): EnvHttpProxyAgent {
  return new EnvHttpProxyAgent({ connect: { timeout: silenceMs } });
}

/**
 * The answer to one GET, its body not yet read, redirections followed as far as they may be. Bodies are taken as they are: an answer that is compressed is
 * refused, because its length says nothing of what comes out of it.
 * @throws UnacceptableAnswerError; any other error is one of the connection
 */
export async function get(url: string, options: GetOptions): Promise<Dispatcher.ResponseData> {
  const { agent, headers, silenceMs, signal, redirects } = options;
  let target = new URL(url);
  for (let count = 0; ; count++) {
    const answer = await request(target, {
      method: "GET",
      dispatcher: agent,
      headers: { ...headers, "accept-encoding": "identity" },
      headersTimeout: silenceMs,
      bodyTimeout: silenceMs,
      signal,
    });
    const { location } = answer.headers;
    if (!REDIRECTIONS.includes(answer.statusCode) || typeof location !== "string") {
      refuseEncoded(answer);
      return answer;
    }
    await answer.body.dump({ limit: 65_536, signal });
    if (count === MOST_REDIRECTS)
      throw new UnacceptableAnswerError(`more than ${MOST_REDIRECTS} redirections`);
    target = nextTarget(target, location, redirects);
  }
}

function nextTarget(from: URL, location: string, redirects: GetOptions["redirects"]): URL {
  if (!URL.canParse(location, from.href)) throw new UnacceptableAnswerError("redirected to no URL");
  const next = new URL(location, from);
  const refused =
    !/^https?:$/.test(next.protocol) ||
    (from.protocol === "https:" && next.protocol !== "https:") ||
    (redirects === "same-origin" && next.origin !== from.origin);
  if (refused) throw new UnacceptableAnswerError(`redirected to ${next.protocol}//${next.host}`);
  return next;
}

function refuseEncoded({ headers }: Dispatcher.ResponseData): void {
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity")
    throw new UnacceptableAnswerError(`compressed (${String(encoding)}), which was not asked for`);
}

/** A connection's error in a few words, with what was behind it; after a deadline, that one's. */
export function reasonOf(error: unknown, signal: AbortSignal): string {
  const told: unknown = signal.aborted ? signal.reason : error;
  const { message, code, cause } = told as Error & { code?: string };
  const inner = cause instanceof Error ? `: ${cause.message}` : "";
  return `${message === "" ? (code ?? "no connection") : message}${inner}`;
}
