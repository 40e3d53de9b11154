import type { Browser } from "playwright-core";
import { z } from "zod";

const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      /** Microseconds of processor time. */
      tdur: z.number().optional(),
      args: z.object({ name: z.string().optional() }).passthrough().optional(),
    }),
  ),
});

/** Chromium's name of a page's main thread, and of what it does between two looks at its queue. */
const MAIN_THREAD = "CrRendererMain";
const TASK = /RunTask$/;

/**
 * Watches the main threads of a browser's pages, one watch at a time. Processor time counts: how long a task waits for a processor says
 * something of the machine, not of the page.
 * @returns ends the watch; milliseconds of the longest task since
 */
export async function watchMainThread(browser: Browser): Promise<() => Promise<number>> {
  await browser.startTracing(undefined, {
    categories: ["toplevel", "disabled-by-default-devtools.timeline"],
  });
  return async () => {
    const text = (await browser.stopTracing()).toString("utf8");
    const { traceEvents } = traceSchema.parse(JSON.parse(text));
    const threadOf = ({ pid, tid }: { pid: number; tid: number }): string => `${pid}/${tid}`;
    const main = new Set(
      traceEvents
        .filter(({ name, args }) => name === "thread_name" && args?.name === MAIN_THREAD)
        .map(threadOf),
    );
    const tasks = traceEvents.filter((event) => TASK.test(event.name) && main.has(threadOf(event)));
    // A browser that names or times them otherwise must not pass for one without long tasks.
    const timed = tasks.flatMap(({ tdur }) => (tdur === undefined ? [] : [tdur / 1000]));
    if (timed.length === 0)
      throw new Error(`none of ${traceEvents.length} events is a timed task of a main thread`);
    return timed.reduce((longest, one) => Math.max(longest, one), 0);
  };
}
