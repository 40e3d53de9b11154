// Fails when one of the given folders holds a file that is neither committed nor ignored.
import { capture } from "../bootstrap/processes.mjs";

const { ok, output } = await capture("git", [
  "ls-files",
  "--others",
  "--exclude-standard",
  "--",
  ...process.argv.slice(2),
]);
if (!ok || output.trim() !== "") {
  console.error(`not committed:\n${output.trimEnd()}`);
  process.exitCode = 1;
}
