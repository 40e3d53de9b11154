import { EzklError } from "../errors/base.ts";

/** What became of a try: a candidate that the engine does not get through is a result, not an error. */
export type Attempt<T> = { ok: true; value: T } | { ok: false; reason: string };

/** Runs `work`; this package's own errors (the engine refused, panicked, ran out of memory or time) become the reason. */
export async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof EzklError) return failed(`${error.code}: ${error.what}`);
    throw error;
  }
}

export function failed(reason: string): { ok: false; reason: string } {
  return { ok: false, reason: reason.slice(0, 400) || "no reason given" };
}
