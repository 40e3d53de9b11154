import type { OpenRegistry } from "../open-registry.ts";

import { readDevice, type DeviceState } from "./device.ts";
import { devicesOf, type Told } from "./events.ts";

/** A device that the registry was told of. */
export interface KnownDevice extends DeviceState {
  address: string;
}

/** Every device that was ever added, in order. @param events of the registry, all of them */
export async function readDevices(registry: OpenRegistry, events: readonly Told[]): Promise<KnownDevice[]> {
  return Promise.all(
    devicesOf(events).map(async (address) => ({ address, ...(await readDevice(registry, address)) })),
  );
}
