#!/usr/bin/env node
// Entry of every `npm run …` of this repository: makes the set-up complete, then runs the command that was asked for.
// Plain JavaScript without dependencies, because it runs before anything is installed and on any Node from 18 on.
import { formatError } from "./bootstrap/errors.mjs";
import { bootstrap } from "./bootstrap/main.mjs";

try {
  await bootstrap(process.argv.slice(2));
} catch (error) {
  console.error(formatError(error));
  process.exitCode = 1;
}
