import { z } from "zod";

import { RegistryStateError } from "../errors.ts";
import { ask, type OpenRegistry } from "../open-registry.ts";

const deviceSchema = z.object({
  /** Unix seconds; zero of a device that was never added. */
  addedAt: z.bigint(),
  /** Captures that are accepted in a UTC day at most. */
  dailyLimit: z.bigint(),
  /** Days since 1970-01-01: the last on which one was accepted, and how many were. */
  day: z.bigint(),
  acceptedThatDay: z.bigint(),
  revoked: z.boolean(),
  /** Unix seconds from which on no signature has ever counted. */
  revokedFrom: z.bigint(),
});

export type DeviceState = z.infer<typeof deviceSchema>;

export async function readDevice(registry: OpenRegistry, device: string): Promise<DeviceState> {
  return ask(registry, deviceSchema, "device", device);
}

/** @throws RegistryStateError when the device was never added */
export async function requireKnown(registry: OpenRegistry, device: string): Promise<DeviceState> {
  const state = await readDevice(registry, device);
  if (state.addedAt !== 0n) return state;
  throw new RegistryStateError(
    device,
    "the registry does not know this device",
    "use one of its devices (registry device list), or have its owner add this one: registry device add",
  );
}

/** Spares the capture or proof that the registry would refuse for its device. @throws RegistryStateError */
export async function requireAccepted(registry: OpenRegistry, device: string): Promise<void> {
  const { revoked } = await requireKnown(registry, device);
  if (!revoked) return;
  throw new RegistryStateError(
    device,
    "this device was revoked: nothing that it signs counts any more",
    "capture again with another of the registry's devices: registry device list",
  );
}
