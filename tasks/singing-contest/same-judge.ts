import type { Contest } from "./contest.ts";
import { NotAContestError } from "./errors.ts";
import type { ListeningJudge } from "./judge.ts";

/** Refuses a contest that another version of the judge decides. @throws NotAContestError */
export async function requireSameJudge(
  { modelDigest }: Pick<ListeningJudge, "modelDigest">,
  { contract, address }: Contest,
): Promise<void> {
  const theirs = String(await contract.getFunction("modelDigest").staticCall());
  if (theirs !== modelDigest)
    throw new NotAContestError(address, `its judge is ${theirs}, the one built here ${modelDigest}`);
}
