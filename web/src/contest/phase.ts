import { phasesOf, type Terms } from "../../../tasks/singing-contest/read/terms.ts";
import type { State } from "../../../tasks/singing-contest/read/places.ts";

/** What can be done in a contest at a time. */
export type Phase = "entries" | "submissions" | "disputes" | "closable" | "closed";

/** @param now unix seconds, of the chain */
export function phaseOf(terms: Terms, { outcome, closableAt }: State, now: bigint): Phase {
  const { entriesCloseAt, submissionsCloseAt } = phasesOf(terms);
  if (outcome !== "undecided") return "closed";
  if (now < entriesCloseAt) return "entries";
  if (now < submissionsCloseAt) return "submissions";
  return now < closableAt ? "disputes" : "closable";
}

/** In a sentence. */
export const PHASE_TOLD: Readonly<Record<Phase, string>> = {
  entries: "Tickets are sold and attempts are taken.",
  submissions: "No more tickets are sold; attempts are taken.",
  disputes: "No more attempts are taken; places can be challenged.",
  closable: "All is in: anyone can close the contest.",
  closed: "The contest is closed.",
};
