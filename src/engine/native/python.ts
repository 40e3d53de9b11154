import { PythonMissingError } from "../../errors/engine.ts";

import { run } from "./run.ts";

const OLDEST = [3, 9] as const;

export interface Python {
  program: string;
  version: string;
}

/** The first of HARDHAT_EZKL_PYTHON, python3, python that is at least 3.9; an explicit choice that fails is not replaced by another. */
export async function findPython(env: NodeJS.ProcessEnv = process.env): Promise<Python> {
  const chosen = env["HARDHAT_EZKL_PYTHON"];
  const candidates = chosen === undefined || chosen === "" ? ["python3", "python"] : [chosen];
  let detail: string | undefined;
  for (const program of candidates) {
    const { code, output } = await run(
      program,
      ["-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"],
      env,
    );
    const version = output.trim();
    if (code !== 0) continue;
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return { program, version };
    detail = `${program} is ${version}`;
  }
  throw new PythonMissingError(candidates, detail);
}
