import { EzklError } from "../../src/errors/base.ts";

export class UnknownRecordingError extends EzklError {
  constructor(given: readonly string[], known: readonly string[]) {
    super("EZKL_RECORD_NAME", {
      what:
        given.length === 0
          ? "nothing to record was named"
          : `nothing recorded is called ${given.map((name) => `"${name}"`).join(", ")}`,
      where: "npm run record",
      remedy: `name one or more of ${known.join(", ")}, or give --all for every one`,
    });
  }
}

/** A program that a recording runs ended with an error. The files are as they were before. */
export class RecordingStepError extends EzklError {
  constructor(step: string, outcome: string) {
    super("EZKL_RECORD_STEP", {
      what: `${step} ended with ${outcome}`,
      where: step,
      remedy:
        "mend what it says above and record again; models, generated contracts, recorded files and pages are as they were before",
    });
  }
}

export class TableNotWrittenError extends EzklError {
  constructor(page: string, marker: string, test: string) {
    super("EZKL_RECORD_TABLE", {
      what: `${test} passed without writing the table "${marker}"`,
      where: page,
      remedy:
        "let the test call expectGasTable for it, or take the table out of scripts/record/recordings.ts",
    });
  }
}
