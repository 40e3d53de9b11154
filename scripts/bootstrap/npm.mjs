import { existsSync, realpathSync } from "node:fs";
import path from "node:path";

import { BootstrapError } from "./errors.mjs";

/**
 * npm's own script, so that it can be run by whichever Node we choose and without a shell.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [nodePath]
 * @returns {string}
 * @throws {BootstrapError} EZKL_BOOTSTRAP_NO_NPM
 */
export function findNpm(env = process.env, nodePath = process.execPath) {
  const found = candidates(env, nodePath).find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new BootstrapError("EZKL_BOOTSTRAP_NO_NPM", {
    what: "npm was not found, neither beside Node nor in PATH",
    where: nodePath,
    remedy: "install npm 8 or newer (it comes with Node from nodejs.org; on Debian it is the package npm)",
  });
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} nodePath
 * @returns {string[]}
 */
function candidates(env, nodePath) {
  const script = path.join("node_modules", "npm", "bin", "npm-cli.js");
  const nodeFolder = path.dirname(nodePath);
  // Under yarn or pnpm npm_execpath names them instead.
  const running = env["npm_execpath"] ?? "";
  const list = path.basename(running) === "npm-cli.js" ? [running] : [];
  list.push(path.join(nodeFolder, "..", "lib", script), path.join(nodeFolder, script));
  for (const folder of (env["PATH"] ?? env["Path"] ?? "").split(path.delimiter)) {
    const command = path.join(folder, "npm");
    list.push(path.join(folder, script));
    if (!existsSync(command)) continue;
    const target = realpathSync(command);
    if (target.endsWith(".js")) list.push(target);
  }
  return list;
}
