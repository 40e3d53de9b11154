import { spawn } from "node:child_process";

export interface Completed {
  code: number | null;
  output: string;
}

/** Runs a program without a shell and collects what it prints; a program that cannot be started is code null. */
export async function run(
  program: string,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<Completed> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env: env ?? process.env });
    let output = "";
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-20_000);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", (error) => resolve({ code: null, output: error.message }));
    child.on("close", (code) => resolve({ code, output }));
  });
}
