import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import type { Finished } from "./project.ts";

/** Hardhat's own command line: the package exports no way to call it, and a process for each task takes a second and a half. */
interface CommandLine {
  main: (args: string[], options: { allowNonlocalHardhatInstallation: boolean }) => Promise<void>;
}
interface GlobalEnvironment {
  getGlobalHardhatRuntimeEnvironment: () => unknown;
  setGlobalHardhatRuntimeEnvironment: (hre: unknown) => void;
  resetGlobalHardhatRuntimeEnvironment: () => void;
}

const INTERNAL = join(
  fileURLToPath(new URL("../../", import.meta.url)),
  ...["node_modules", "hardhat", "dist", "src", "internal"],
);
const STREAMS = ["stdout", "stderr"] as const;
const ERRORS = ["uncaughtException", "unhandledRejection"] as const;

/**
 * Runs Hardhat's command line in this process as in one of its own: in the folder, with this environment and no terminal; all of it is put back afterwards.
 * What the process keeps in memory is shared with other runs, so what is about two processes has to start them.
 */
export async function hardhatHere(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Finished> {
  const { main } = await internal<CommandLine>("cli", "main.js");
  const global = await internal<GlobalEnvironment>("global-hre-instance.js");
  const finished: Finished = { code: 0, stdout: "", stderr: "" };
  const undo = [
    inFolder(cwd),
    withEnvironment(env),
    ...STREAMS.map((name) => captured(name, (text) => (finished[name] += text))),
    withoutNewListeners(),
    withOwnExitCode(),
  ];
  const tests = global.getGlobalHardhatRuntimeEnvironment();
  global.resetGlobalHardhatRuntimeEnvironment();
  try {
    await main([...args], { allowNonlocalHardhatInstallation: true });
    finished.code = Number(process.exitCode ?? 0);
  } finally {
    global.resetGlobalHardhatRuntimeEnvironment();
    if (tests !== undefined) global.setGlobalHardhatRuntimeEnvironment(tests);
    for (const back of undo.reverse()) back();
  }
  return finished;
}

async function internal<T>(...path: string[]): Promise<T> {
  return (await import(pathToFileURL(join(INTERNAL, ...path)).href)) as T;
}

function inFolder(cwd: string): () => void {
  const before = process.cwd();
  process.chdir(cwd);
  return () => process.chdir(before);
}

function withEnvironment(env: NodeJS.ProcessEnv): () => void {
  const before = process.env;
  process.env = { ...env };
  return () => (process.env = before);
}

/** What goes to the stream is handed on instead, and there is no terminal behind it. */
function captured(name: (typeof STREAMS)[number], take: (text: string) => void): () => void {
  const stream = process[name];
  const { isTTY } = stream;
  const write = stream.write.bind(stream);
  stream.isTTY = false;
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    take(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString());
    const done = rest.find((each) => typeof each === "function") as (() => void) | undefined;
    done?.();
    return true;
  };
  return () => {
    stream.isTTY = isTTY;
    stream.write = write;
  };
}

/** Hardhat ends the process at an error that nobody awaits; here mocha looks after these. */
function withoutNewListeners(): () => void {
  const before = ERRORS.map((event) => [event, process.listeners(event as never)] as const);
  return () => {
    for (const [event, listeners] of before)
      for (const listener of process.listeners(event as never))
        if (!listeners.includes(listener)) process.removeListener(event, listener);
  };
}

function withOwnExitCode(): () => void {
  const before = process.exitCode;
  process.exitCode = undefined;
  return () => (process.exitCode = before);
}
