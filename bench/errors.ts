import { EzklError } from "../src/errors/base.ts";

/** One side of a comparison ended without the figure it was run for. */
export class BenchSideError extends EzklError {
  constructor(side: string, where: string, detail: string) {
    super("EZKL_BENCH_SIDE", {
      what: `${side} failed: ${detail}`,
      where,
      remedy: "mend what it names and run the benchmark again; without both sides there is no ratio",
    });
  }
}
