import { findDeployed } from "../samples/find.ts";

import { CONTEST } from "./dapp.ts";
import type { Desk } from "./desk.ts";
import { openContest, type Contest } from "./open-contest.ts";

/**
 * The contest that is named, or else the one last opened from here on this chain.
 * @throws NoneDeployedError, GoneError, OtherContractError
 */
export async function findContest(desk: Desk, named: string | undefined): Promise<Contest> {
  const { contract, address } = await findDeployed(CONTEST, desk, named, ({ contest }) => contest);
  return openContest({ contract, address }, desk.connection.ethers.provider);
}
