import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

import { BenchSideError } from "../errors.ts";

const CLI = fileURLToPath(new URL("cli.js", import.meta.resolve("hardhat")));

/** Runs one Hardhat command in a process of its own. @throws BenchSideError when it fails */
export async function runHardhat(project: string, args: readonly string[]): Promise<void> {
  const { code, output } = await new Promise<{ code: number | null; output: string }>((resolve) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd: project,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let text = "";
    const keep = (chunk: Buffer): void => {
      text = (text + chunk.toString()).slice(-4_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => resolve({ code: null, output: error.message }));
    child.on("close", (exitCode) => resolve({ code: exitCode, output: text }));
  });
  if (code !== 0) throw new BenchSideError(`hardhat ${args.join(" ")}`, project, output.trim());
}
