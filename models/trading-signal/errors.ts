import { EzklError } from "../../src/errors/base.ts";

/** The file of closes has a line that is not the next day's positive price. */
export class ClosesInvalidError extends EzklError {
  constructor(where: string, problem: string) {
    super("EZKL_SIGNAL_CLOSES", {
      what: `the closes cannot be used: ${problem}`,
      where,
      remedy:
        'give a file with the heading "date,close" and a line a day, none left out, each a positive price with at most eight decimals',
    });
  }
}

/** Prices from which the model's input cannot be computed. */
export class ReturnsInvalidError extends EzklError {
  constructor(where: string, problem: string) {
    super("EZKL_SIGNAL_RETURNS", {
      what: `no returns follow from these prices: ${problem}`,
      where,
      remedy: "give positive closes of consecutive days, none of which more than doubles the one before",
    });
  }
}
