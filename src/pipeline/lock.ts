import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { LockTimeoutError } from "../errors/pipeline.ts";
import { isRunning } from "../running.ts";

const POLL_MS = 100;

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
  await mkdir(dirname(path), { recursive: true });
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
  try {
    const handle = await open(path, "wx");
    await handle.writeFile(content);
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function isStale(path: string, holder: string): Promise<boolean> {
  const [host, pid] = holder.split(" ");
  if (host === undefined || pid === undefined) {
    // Its maker died between creating and filling it, or is just about to fill it.
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    return age > 2_000;
  }
  if (host !== hostname()) return false;
  return !isRunning(Number(pid));
}

/** Moves the stale file away under a name of our own first: of two who find it stale, only one can. */
async function discard(path: string, holder: string): Promise<void> {
  const aside = `${path}.${process.pid}.stale`;
  await rename(path, aside).catch(() => undefined);
  const taken = await readFile(aside, "utf8").catch(() => holder);
  // If somebody replaced the stale lock in between, it was theirs: put it back.
  if (taken !== holder) await rename(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}
