import { Contract, type ContractRunner } from "ethers";

import type { SingingContest } from "../../../types/ethers-contracts/contracts/samples/singing-contest/SingingContest.ts";
import { SingingContest__factory } from "../../../types/ethers-contracts/factories/contracts/samples/singing-contest/SingingContest__factory.ts";

const ABI = SingingContest__factory.createInterface();

/** The contest, typed. Its ABI is read once: reading it at each drawing of the screen would hold the page up. */
export function contestAt(address: string, runner: ContractRunner): SingingContest {
  return new Contract(address, ABI, runner) as unknown as SingingContest;
}
