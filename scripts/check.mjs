// Everything that a change must pass beside the tests; `npm run check` runs it. A check's output is shown when it fails.
import { runChecks } from "./check/run-checks.mjs";
import { CHECKS } from "./check/checks.mjs";

process.exitCode = await runChecks(CHECKS);
