import { readFile } from "node:fs/promises";

/** Whether a process of this machine still runs; one of another user counts as running. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** When a process was started, milliseconds since 1970; undefined where the system does not tell (not Linux). */
export async function startOf(pid: number): Promise<number | undefined> {
  const [process, system] = await Promise.all([
    readFile(`/proc/${pid}/stat`, "utf8").catch(() => ""),
    readFile("/proc/stat", "utf8").catch(() => ""),
  ]);
  // The name, in parentheses, may hold anything; the start is the 22nd value, in hundredths of a second since the system's.
  const ticks = process.slice(process.lastIndexOf(")") + 2).split(" ")[19];
  const boot = /^btime (\d+)$/m.exec(system)?.[1];
  return ticks === undefined || boot === undefined ? undefined : Number(boot) * 1000 + Number(ticks) * 10;
}
