import { mkdir, open, readFile, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { LockTimeoutError } from "../errors/pipeline.ts";
import { isRunning, startOf } from "../running.ts";

import { asDiskFull } from "./files.ts";

const POLL_MS = 100;
const GUARD_POLL_MS = 5;
/** A lock without a holder in it for so long has none. */
const UNFILLED_MS = 2_000;
/** What the system's clock may have been set by since. */
const CLOCK_SLACK_MS = 60_000;

export interface LockOptions {
  /** Longest wait for another holder, seconds. */
  waitSeconds?: number;
  /** Called once when the lock is found held. */
  onWait?: (holder: string) => void;
}

/**
 * Runs `work` while holding the lock file `path`, so that two builds of one model have one builder.
 * The file names its holder; a holder on this machine that no longer runs has lost it.
 * @throws LockTimeoutError
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const { waitSeconds = 3600, onWait } = options;
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw asDiskFull(error, path);
  });
  const mine = `${hostname()} ${process.pid} ${Date.now()}`;
  const deadline = Date.now() + waitSeconds * 1000;
  for (let told = false; !(await tryTake(path, mine));) {
    const holder = await readFile(path, "utf8").catch(() => "");
    if (await isStale(path, holder)) {
      await discard(path, holder);
      continue;
    }
    if (!told) onWait?.(holder);
    told = true;
    if (Date.now() > deadline) throw new LockTimeoutError(path, holder, waitSeconds);
    await delay(POLL_MS);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function tryTake(path: string, content: string): Promise<boolean> {
  const handle = await open(path, "wx").catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return undefined;
    throw asDiskFull(error, path);
  });
  if (handle === undefined) return false;
  try {
    await handle.writeFile(content);
    return true;
  } catch (error) {
    await rm(path, { force: true });
    throw asDiskFull(error, path);
  } finally {
    await handle.close();
  }
}

async function isStale(path: string, holder: string): Promise<boolean> {
  const [host, pid, since] = holder.split(" ");
  if (host === undefined || pid === undefined) {
    // Its maker died between creating and filling it, or is just about to fill it.
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    return age > UNFILLED_MS;
  }
  if (host !== hostname()) return false;
  if (!isRunning(Number(pid))) return true;
  // After a restart of the machine another program may have the holder's number.
  const started = await startOf(Number(pid));
  return started !== undefined && started > Number(since) + CLOCK_SLACK_MS;
}

/**
 * Removes a stale lock. Only one may do so at a time, and looks again first: of two who found it stale, the second would remove the lock
 * that somebody has taken since. The guard's own holder may die in turn; whoever finds that later takes the guard away.
 */
async function discard(path: string, holder: string): Promise<void> {
  const guard = `${path}.stale`;
  if (!(await tryTake(guard, `${hostname()} ${process.pid} ${Date.now()}`))) {
    const other = await readFile(guard, "utf8").catch(() => "");
    if (await isStale(guard, other)) await rm(guard, { force: true });
    await delay(GUARD_POLL_MS);
    return;
  }
  try {
    if ((await readFile(path, "utf8").catch(() => undefined)) === holder) await rm(path, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}
