import { concat } from "ethers";

import { encodeArguments } from "./constructor-arguments.ts";
import type { Order } from "./deploy-contract.ts";
import { requireFunds } from "./funds.ts";
import { readProgress } from "./journal.ts";

/**
 * What the constructor is given, encoded, and kept before anything is broadcast: what it was given already, unless it would now refuse that; then a
 * copy that is still on its way fails too.
 * @param directory of its journal, in line with the chain
 * @throws DeploymentFundsError; what the constructor refuses with
 */
export async function chooseArguments(order: Order, directory: string | undefined): Promise<string> {
  const { connection, artifacts, contract, from, args } = order;
  const { abi, bytecode } = await artifacts.readArtifact(contract);
  const affordable = async (encoded: string): Promise<string> => {
    const data = concat([bytecode, encoded]);
    await requireFunds(connection.ethers.provider, from.address, contract, data);
    return encoded;
  };
  const kept = await args.kept();
  // What depends on the moment is kept before it is sent.
  if (directory !== undefined && (await isSent(directory)))
    return kept ?? encodeArguments(abi, await args.now());
  const still =
    kept &&
    (await affordable(kept).catch((error: unknown) => {
      if (/revert/i.test(String(error))) return undefined;
      throw error;
    }));
  if (still !== undefined) return still;
  const fresh = await affordable(encodeArguments(abi, await args.now()));
  await args.keep(fresh);
  return fresh;
}

/** Whether it has been paid for already. */
async function isSent(directory: string): Promise<boolean> {
  const stage = (await readProgress(directory))?.stage;
  return stage === "sent" || stage === "deployed";
}
