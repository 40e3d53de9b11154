import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

export interface TaskRun {
  json: Record<string, unknown>;
  /** What the process would end with. */
  exitCode: number;
}

/** Runs one of the `ezkl` tasks with `--json`, and keeps what it prints to itself. */
export async function runTask(
  { tasks }: HardhatRuntimeEnvironment,
  verb: string,
  args: Record<string, unknown>,
): Promise<TaskRun> {
  const { log } = console;
  const write = process.stderr.write.bind(process.stderr);
  const before = process.exitCode;
  process.exitCode = 0;
  let printed = "";
  console.log = (text: string) => (printed += text);
  process.stderr.write = () => true;
  try {
    await tasks.getTask(["ezkl", verb]).run({ ...args, json: true });
    return { json: JSON.parse(printed) as Record<string, unknown>, exitCode: Number(process.exitCode) };
  } finally {
    console.log = log;
    process.stderr.write = write;
    process.exitCode = before;
  }
}
