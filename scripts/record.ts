/** Makes the recorded proofs, figures and tables of samples again: `npm run record -- SAMPLE…` or `--all`; docs/recording.md says when. */
import { EzklError } from "../src/errors/base.ts";

import { record, recordingsNamed } from "./record/record.ts";

try {
  await record(recordingsNamed(process.argv.slice(2)), console.log);
} catch (error) {
  if (!(error instanceof EzklError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
