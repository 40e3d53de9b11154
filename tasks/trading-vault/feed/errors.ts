import { EzklError } from "../../../src/errors/base.ts";

/** The day whose close is asked for has not ended on this chain. */
export class DayNotOverError extends EzklError {
  constructor(day: bigint, seconds: bigint) {
    super("EZKL_VAULT_DAY_NOT_OVER", {
      what: `day ${day} has no close yet: it ends in ${seconds} seconds of the chain's clock`,
      where: `day ${day}`,
      remedy: "wait until it is over",
    });
  }
}

/** The feed's history shows no round that stood at the close. */
export class NoRoundError extends EzklError {
  constructor(feed: string, day: bigint) {
    super("EZKL_VAULT_NO_ROUND", {
      what: `the feed has no round that came before the close of day ${day}`,
      where: feed,
      remedy:
        "check that the feed's address is right; a feed that is younger than the day has no close for it",
    });
  }
}
