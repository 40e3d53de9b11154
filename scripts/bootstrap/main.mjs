import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { COMMANDS, nodeArguments, usage } from "./commands.mjs";
import { childEnvironment } from "./environment.mjs";
import { BootstrapError } from "./errors.mjs";
import { ensureInstalled } from "./install.mjs";
import { requireMinimumNode } from "./node.mjs";
import { findNpm } from "./npm.mjs";
import { passThrough } from "./processes.mjs";
import { findPython } from "./python.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Completes the set-up, runs the named command with the rest of the arguments and takes over its exit code.
 * @param {readonly string[]} argv The command's name, then its arguments.
 */
export async function bootstrap([name, ...userArgs]) {
  requireMinimumNode(process.version);
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    throw new BootstrapError("EZKL_BOOTSTRAP_UNKNOWN_COMMAND", {
      what: name === undefined ? "no command was given" : `there is no command "${name}"`,
      where: "scripts/bootstrap.mjs",
      remedy: usage(),
    });
  }
  if (command.python) await findPython({ env: process.env });
  const node = await ensureInstalled({ root: ROOT, npmCli: findNpm() });
  if (!existsSync(path.join(ROOT, command.program))) {
    throw new BootstrapError("EZKL_BOOTSTRAP_NO_PROGRAM", {
      what: `the program of "${name}" is not there`,
      where: command.program,
      remedy: "restore it (git status shows what is missing), delete node_modules and run again",
    });
  }
  // A user's NODE_OPTIONS and npm settings stay as they are: only PATH changes.
  const env = childEnvironment(process.env, path.dirname(node));
  process.exitCode = await passThrough(node, nodeArguments(command, userArgs), { cwd: ROOT, env });
}
