import { EzklError } from "./base.ts";

/** A circuit cannot be laid out in 2^k rows, or only in so many columns that no key of it is worth making. */
export class CircuitTooLargeError extends EzklError {
  constructor(k: number, problem: string) {
    super("EZKL_CIRCUIT_TOO_LARGE", {
      what: `the circuit does not fit into 2^${k} rows: ${problem}`,
      remedy: "use a larger k",
    });
  }
}
