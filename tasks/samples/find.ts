import { Contract, type Interface, type JsonFragment } from "ethers";

import { NotBuiltError } from "../../src/errors/pipeline.ts";

import type { Dapp } from "./dapp.ts";
import { interfaceOf, type Deployed } from "./deployed.ts";
import type { Desk } from "./desk.ts";
import { GoneError, NoneDeployedError } from "./errors.ts";
import { parseAddress } from "./parse/address.ts";

/** The ABI of the dapp's contract, with the errors that it passes on. @throws NotBuiltError when the project is not compiled */
export async function dappInterface(
  { contractName, alsoErrorsOf = [], model }: Pick<Dapp, "contractName" | "alsoErrorsOf" | "model">,
  { artifacts }: Pick<Desk, "artifacts">,
): Promise<Interface> {
  const abiOf = async (name: string): Promise<readonly JsonFragment[]> => {
    if (!(await artifacts.artifactExists(name))) throw new NotBuiltError(model, `${name} is not compiled`);
    return (await artifacts.readArtifact(name)).abi as readonly JsonFragment[];
  };
  return interfaceOf(await abiOf(contractName), (await Promise.all(alsoErrorsOf.map(abiOf))).flat());
}

/**
 * The contract that is named, or else the one last deployed from here on this chain. That it is the dapp's, the caller finds out.
 * @param recall the address in what is remembered
 * @throws NoneDeployedError, GoneError
 */
export async function findDeployed<Entry>(
  dapp: Dapp,
  desk: Desk<Entry>,
  named: string | undefined,
  recall: (entry: Entry) => string,
): Promise<Deployed> {
  const abi = await dappInterface(dapp, desk);
  const { provider } = desk.connection.ethers;
  const remembered = named === undefined ? await desk.memory.recall(desk.chainId) : undefined;
  const address =
    named === undefined ? remembered && recall(remembered) : parseAddress(named, `--${dapp.scope}`);
  if (address === undefined) throw new NoneDeployedError(dapp, desk.chainId);
  if ((await provider.getCode(address)) === "0x")
    throw new GoneError(dapp, address, desk.chainId, named === undefined);
  return { contract: new Contract(address, abi, provider), address };
}
