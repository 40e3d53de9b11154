import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { send } from "../../samples/chain/send.ts";
import type { RegistryArguments } from "../arguments.ts";
import { REGISTRY } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { formatCode } from "../format/code.ts";
import { requireEnrolled } from "../read/enrolment.ts";
import { findRegistry } from "../registry.ts";

const action: NewTaskActionFunction<RegistryArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => leave(args, await openDesk(hre)));

/** Takes the account's enrolment out; the code stays in the chain's history for everybody to read. */
export async function leave(args: RegistryArguments, desk: Desk): Promise<TaskOutput> {
  const registry = await findRegistry(desk, args.registry);
  const from = await accountOf(desk, args.account);
  const { code } = await requireEnrolled(registry, from.address);
  const receipt = await send(REGISTRY, { contract: registry.contract, from, method: "leave" });
  return {
    json: {
      ...{ registry: registry.address, account: from.address, code: formatCode(code) },
      ...{ transaction: receipt.hash, gas: receipt.gasUsed },
    },
    text: [
      `${from.address} has left (${receipt.gasUsed} gas). The finger can be enrolled again, for any account; that account is paid from the next period on.`,
      `The code ${formatCode(code)} is out of the registry, and stays in the chain's history.`,
      nextCommand(desk, "status"),
    ],
  };
}

export default action;
