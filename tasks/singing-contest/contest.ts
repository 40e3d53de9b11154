import { Contract, Interface, ZeroAddress } from "ethers";

import { NotBuiltError } from "../../src/errors/pipeline.ts";

import { currencyOf, type Currency } from "./chain/currency.ts";
import type { Desk } from "./desk.ts";
import { ContestGoneError, ContestUnknownError, NotAContestError } from "./errors.ts";
import { JUDGE } from "./judge.ts";
import { parseAddress } from "./parse/address.ts";
import { termsSchema, type Terms } from "./read/terms.ts";

/** Name of the contract. */
export const CONTEST_CONTRACT = "SingingContest";

/** A contest on the connected chain. */
export interface Contest {
  contract: Contract;
  address: string;
  terms: Terms;
  currency: Currency;
}

/** The contract's ABI. @throws NotBuiltError when the project is not compiled */
export async function contestInterface({ artifacts }: Pick<Desk, "artifacts">): Promise<Interface> {
  if (!(await artifacts.artifactExists(CONTEST_CONTRACT)))
    throw new NotBuiltError(JUDGE, `${CONTEST_CONTRACT} is not compiled`);
  return new Interface((await artifacts.readArtifact(CONTEST_CONTRACT)).abi);
}

/**
 * The contest that is named, or else the one last opened from here on this chain.
 * @throws ContestUnknownError, ContestGoneError, NotAContestError
 */
export async function findContest(desk: Desk, named: string | undefined): Promise<Contest> {
  const abi = await contestInterface(desk);
  const { provider } = desk.connection.ethers;
  const remembered = named === undefined ? (await desk.memory.recall(desk.chainId))?.contest : undefined;
  const address = named === undefined ? remembered : parseAddress(named, "--contest");
  if (address === undefined) throw new ContestUnknownError(desk.chainId);
  if ((await provider.getCode(address)) === "0x")
    throw new ContestGoneError(address, desk.chainId, named === undefined);
  const contract = new Contract(address, abi, provider);
  const terms = await contract
    .getFunction("terms")
    .staticCall()
    .then((answer) => termsSchema.parse((answer as { toObject(): unknown }).toObject()))
    .catch((error: unknown) => {
      throw new NotAContestError(address, `it does not tell its terms (${firstLine(error)})`);
    });
  return { contract, address, terms, currency: await currencyOf(provider, terms.token) };
}

/** Whether fees, bonds and prizes are in the chain's own currency. */
export function isNative({ terms }: Pick<Contest, "terms">): boolean {
  return terms.token === ZeroAddress;
}

function firstLine(error: unknown): string {
  const { shortMessage, message } = error as { shortMessage?: string; message: string };
  return (shortMessage ?? message).split("\n")[0] ?? "";
}
