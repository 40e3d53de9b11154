// The tests of the page in a browser: all of them, or the files that are named. With --screenshots DIR they leave pictures of the screens there.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = path.join("web", "test");
const HARDHAT = path.join(ROOT, "node_modules", "hardhat", "dist", "src", "cli.js");

const given = process.argv.slice(2);
const flag = given.indexOf("--screenshots");
const [, shots] = flag === -1 ? [] : given.splice(flag, 2);
if (shots !== undefined) process.env["HARDHAT_EZKL_SHOTS"] = path.resolve(shots);
const named = given.some((argument) => argument.endsWith(".test.ts"));
const files = named ? [] : everyTest();
const child = spawn(process.execPath, [HARDHAT, "test", "mocha", ...files, ...given], {
  cwd: ROOT,
  stdio: "inherit",
});
child.once("close", (status) => (process.exitCode = status ?? 1));

function everyTest() {
  return readdirSync(path.join(ROOT, FOLDER), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => path.join(FOLDER, file))
    .sort();
}
