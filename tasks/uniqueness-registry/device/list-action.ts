import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { showResult, type TaskOutput } from "../../task-result.ts";
import type { RegistryArguments } from "../arguments.ts";
import { nextCommand, openDesk, type Desk } from "../desk.ts";
import { readDevices } from "../read/devices.ts";
import { readEvents } from "../read/events.ts";
import { findRegistry } from "../registry.ts";
import { devicesTable } from "../show/devices.ts";

type ListArguments = Pick<RegistryArguments, "registry">;

const action: NewTaskActionFunction<ListArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => listDevices(args, await openDesk(hre)));

/** Every device that the registry was ever told of. */
export async function listDevices(args: ListArguments, desk: Desk): Promise<TaskOutput> {
  const registry = await findRegistry(desk, args.registry);
  const devices = await readDevices(registry, await readEvents(desk.connection.ethers.provider, registry));
  return {
    json: { registry: registry.address, devices },
    text:
      devices.length === 0
        ? ["No device was ever added: nobody can enrol.", nextCommand(desk, "device add --address DEVICE")]
        : devicesTable(devices),
  };
}

export default action;
