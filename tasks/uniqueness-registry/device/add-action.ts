import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { requireDevelopment } from "../../samples/chain/development.ts";
import { send } from "../../samples/chain/send.ts";
import { parseAddress } from "../../samples/parse/address.ts";
import { parseCount } from "../../samples/parse/count.ts";
import type { RegistryArguments } from "../arguments.ts";
import { REGISTRY } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { requireOwner } from "../read/owner.ts";
import { findRegistry, type Registry } from "../registry.ts";

import { makePracticeDevice } from "./keys.ts";

interface AddArguments extends RegistryArguments {
  address?: string;
  limit: string;
}

const MOST_A_DAY = 1_000_000;

const action: NewTaskActionFunction<AddArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => addDevice(args, await openDesk(hre)));

/** Has the registry accept a device. In practice, a device that is not named is made, and signs from then on where none is named. */
export async function addDevice(args: AddArguments, desk: Desk): Promise<TaskOutput> {
  const limit = parseCount(args.limit, "--limit", [1, MOST_A_DAY]);
  const registry = await findRegistry(desk, args.registry);
  const from = await accountOf(desk, args.account);
  await requireOwner(registry, from.address);
  const made = args.address === undefined;
  const device =
    args.address === undefined ? await makeDevice(desk, registry) : parseAddress(args.address, "--address");
  const { contract, address } = registry;
  const receipt = await send(REGISTRY, { contract, from, method: "addDevice", args: [device, limit] });
  if (made) await useFromNow(desk, registry, device);
  return {
    json: {
      ...{ registry: address, device, dailyLimit: limit, made },
      ...{ transaction: receipt.hash, gas: receipt.gasUsed },
    },
    text: [
      `The registry takes up to ${limit} captures a day that ${device} signs (${receipt.gasUsed} gas).`,
      ...(made
        ? ["Its key was made for practice and is in this project's cache; it signs from now on."]
        : []),
      nextCommand(desk, "device list"),
    ],
  };
}

/** @throws InputInvalidError where devices are real: their keys are not made here */
async function makeDevice(desk: Desk, { remembered }: Registry): Promise<string> {
  if (remembered?.practice === undefined) {
    throw new InputInvalidError(
      "--address",
      "no device was named",
      "give --address: a real device makes its own key, which never leaves it",
    );
  }
  requireDevelopment(REGISTRY, desk);
  return makePracticeDevice(desk);
}

async function useFromNow(desk: Desk, { remembered }: Registry, device: string): Promise<void> {
  if (remembered?.practice === undefined) return;
  const practice = { ...remembered.practice, device };
  await desk.memory.remember(desk.chainId, { ...remembered, practice });
}

export default action;
