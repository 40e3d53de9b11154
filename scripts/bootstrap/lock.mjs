import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";

import { startProgress } from "./progress.mjs";

const POLL_MS = 250;
const HEARTBEAT_MS = 5_000;
/** A process id may be used again by a stranger; a lock that nobody has touched for this long is dead all the same. */
const ABANDONED_MS = 10 * 60_000;
/** The mutex around a recovery is held for a few file operations. */
const RECOVERY_ABANDONED_MS = 10_000;

/**
 * @typedef {object} LockRecord
 * @property {string} token Whose lock it is.
 * @property {string} host
 * @property {number[]} pids The holder, and the installer that it started: that one survives a `kill -9` of the holder.
 */

/**
 * Whether a lock's holders are gone. Process ids say nothing about another machine's holder (a shared folder): there only
 * the age counts.
 * @param {LockRecord | undefined} record undefined for a file that holds no record, such as one cut short.
 * @param {number} ageMs Since the holder's last heartbeat.
 * @param {{ host?: string, isAlive?: (pid: number) => boolean }} [world]
 * @returns {boolean}
 */
export function isStale(record, ageMs, { host = hostname(), isAlive = isProcessAlive } = {}) {
  if (ageMs > ABANDONED_MS) return true;
  if (record === undefined) return ageMs > RECOVERY_ABANDONED_MS;
  return record.host === host && !record.pids.some(isAlive);
}

/**
 * Runs `body` while no other process on this repository runs one; waits as long as another does.
 * @template T
 * @param {string} file
 * @param {(lock: { addProcess(pid: number): void }) => Promise<T>} body
 * @returns {Promise<T>}
 */
export async function withLock(file, body) {
  await mkdir(path.dirname(file), { recursive: true });
  /** @type {LockRecord} */
  const record = { token: randomUUID(), host: hostname(), pids: [process.pid] };
  const progress = startProgress("waiting for another set-up of this repository");
  while (!(await tryCreate(file, JSON.stringify(record)))) {
    if (!(await removeIfStale(file))) await sleep(POLL_MS);
  }
  progress.stop();

  const heartbeat = setInterval(() => {
    const now = new Date();
    // A failed beat is made good by the next one.
    utimes(file, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  let written = Promise.resolve();
  try {
    return await body({
      addProcess(pid) {
        record.pids.push(pid);
        const text = JSON.stringify(record);
        written = written.then(() => replace(file, text));
      },
    });
  } finally {
    clearInterval(heartbeat);
    // A write that lands after the removal would leave a lock behind.
    await written.catch(() => undefined);
    if ((await readRecord(file))?.token === record.token) await rm(file, { force: true });
  }
}

/**
 * Between finding a lock stale and removing it, another process may have removed it and taken its own: hence a second,
 * short-lived lock around both.
 * @param {string} file
 * @returns {Promise<boolean>} Whether trying again at once makes sense.
 */
async function removeIfStale(file) {
  if (!(await isStaleFile(file))) return false;
  const mutex = `${file}.recovery`;
  if (!(await tryCreate(mutex, ""))) {
    if ((await ageOf(mutex)) > RECOVERY_ABANDONED_MS) await rm(mutex, { force: true });
    return false;
  }
  try {
    if (await isStaleFile(file)) await rm(file, { force: true });
    return true;
  } finally {
    await rm(mutex, { force: true });
  }
}

/** @param {string} file */
async function isStaleFile(file) {
  const age = await ageOf(file);
  return age >= 0 && isStale(await readRecord(file), age);
}

/**
 * @param {string} file
 * @returns {Promise<number>} Milliseconds, -1 when there is no such file.
 */
async function ageOf(file) {
  try {
    return Math.max(0, Date.now() - (await stat(file)).mtimeMs);
  } catch {
    return -1;
  }
}

/**
 * @param {string} file
 * @returns {Promise<LockRecord | undefined>}
 */
async function readRecord(file) {
  try {
    const value = JSON.parse(await readFile(file, "utf8"));
    const isRecord =
      typeof value?.token === "string" && typeof value?.host === "string" && Array.isArray(value?.pids);
    return isRecord ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @param {string} content
 */
async function tryCreate(file, content) {
  try {
    await writeFile(file, content, { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * @param {string} file
 * @param {string} content
 */
async function replace(file, content) {
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, content);
  await rename(temporary, file);
}

/** @param {number} pid */
function isProcessAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive too.
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/** @param {number} ms */
function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
