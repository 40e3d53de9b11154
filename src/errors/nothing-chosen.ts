import { EzklError } from "./base.ts";

/** A search for a circuit ended, and no candidate can be pinned; the settings are as they were. */
export class NothingChosenError extends EzklError {
  constructor(model: string, why: string, remedy: string) {
    super("EZKL_TUNE_NOTHING", {
      what: `nothing was chosen and nothing pinned: ${why}`,
      where: model,
      remedy,
    });
  }
}
