import path from "node:path";

// npm hands its command line down to children as npm_config_*. These belong to the outer command alone: a
// `npm pack --dry-run` must not turn the set-up into a dry run, nor `npx -p node@18 -c …` become a part of our own npx.
const OUTER_COMMAND_ONLY = new Set([
  "npm_config_call",
  "npm_config_dry_run",
  "npm_config_global",
  "npm_config_json",
  "npm_config_location",
  "npm_config_package",
  "npm_config_package_lock_only",
  "npm_config_prefer_offline",
  "npm_config_workspace",
  "npm_config_workspaces",
]);

/**
 * The environment for nested npm and for the command: the user's, without what only meant the outer npm, and with
 * `binFolder` first in PATH, so that everything started from here finds the chosen Node.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [binFolder]
 * @returns {NodeJS.ProcessEnv}
 */
export function childEnvironment(env, binFolder) {
  const kept = Object.entries(env).filter(([name]) => !OUTER_COMMAND_ONLY.has(name.toLowerCase()));
  /** @type {NodeJS.ProcessEnv} */
  const result = { ...Object.fromEntries(kept), npm_config_update_notifier: "false" };
  if (binFolder === undefined) return result;
  // Windows calls it Path; two spellings in one environment would leave it to chance which one counts.
  const name = Object.keys(result).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const rest = result[name] === undefined ? [] : [result[name]];
  result[name] = [binFolder, ...rest].join(path.delimiter);
  return result;
}
