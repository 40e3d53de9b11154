import { OtherContractError } from "../samples/errors.ts";

import type { Contest } from "./open-contest.ts";
import { CONTEST } from "./dapp.ts";
import type { ListeningJudge } from "./judge.ts";

/** Refuses a contest that another version of the judge decides. @throws OtherContractError */
export async function requireSameJudge(
  { modelDigest }: Pick<ListeningJudge, "modelDigest">,
  { contract, address }: Contest,
): Promise<void> {
  const theirs = String(await contract.getFunction("modelDigest").staticCall());
  if (theirs !== modelDigest) {
    throw new OtherContractError(
      CONTEST,
      address,
      `its judge is ${theirs}, the one built here ${modelDigest}`,
    );
  }
}
