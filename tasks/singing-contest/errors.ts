import { EzklError } from "../../src/errors/base.ts";

/** A ticket that is not in the state that the task needs. */
export class TicketStateError extends EzklError {
  constructor(ticket: bigint, what: string, remedy: string) {
    super("EZKL_CONTEST_TICKET", { what, where: `ticket ${ticket}`, remedy });
  }
}

/** A recording or a proof that does not belong to the ticket. */
export class ContestFileError extends EzklError {
  constructor(where: string, what: string, remedy: string) {
    super("EZKL_CONTEST_FILE", { what, where, remedy });
  }
}

/** None of many takes of the synthetic singer is what was wanted. */
export class NoTakeError extends EzklError {
  constructor(skill: string, seed: number, takes: number) {
    super("EZKL_CONTEST_TAKE", {
      what: `none of ${takes} takes got a score that will do`,
      where: `the synthetic singer (${skill}, seeds from ${seed})`,
      remedy: "give a better --skill, or another --seed",
    });
  }
}
