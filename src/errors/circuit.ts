import { EzklError } from "./base.ts";

/** Bytes that are not the compiled circuit of this release, as far as the reader knows its format. */
export class CircuitFileMalformedError extends EzklError {
  constructor(version: string, offset: number, problem: string) {
    super("EZKL_CIRCUIT_FILE_MALFORMED", {
      what: `not a compiled circuit of ezkl ${version}: ${problem}`,
      where: `byte ${offset}`,
      remedy:
        "compile the circuit again with the model's engine; the file may be cut short or of another release",
    });
  }
}

/** An operation, a shape or a size that the evaluator does not model; nothing is claimed about such a circuit. */
export class CircuitNotModelledError extends EzklError {
  constructor(where: string, problem: string) {
    super("EZKL_CIRCUIT_NOT_MODELLED", {
      what: `the envelope of this circuit is not known: ${problem}`,
      where,
      remedy: "treat the answer as not unique, or write the model with operations that are modelled",
    });
  }
}
