import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** The user's cache folder for engines and SRS files: HARDHAT_EZKL_CACHE, or the platform's own place for caches. */
export function userCacheDir(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const chosen = env["HARDHAT_EZKL_CACHE"];
  if (chosen !== undefined && chosen !== "") return resolve(chosen);
  if (platform === "darwin") return join(homedir(), "Library", "Caches", "hardhat-ezkl");
  if (platform === "win32")
    return join(env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"), "hardhat-ezkl");
  const xdg = env["XDG_CACHE_HOME"];
  return join(xdg !== undefined && xdg !== "" ? xdg : join(homedir(), ".cache"), "hardhat-ezkl");
}
