import { join } from "node:path";

import { Wallet } from "ethers";
import { z } from "zod";

import { parseArtifact } from "../../../src/artifacts/parse.ts";
import { isFile, readTextRequired } from "../../../src/pipeline/files.ts";
import { chooseAccount } from "../../samples/chain/account.ts";
import { addressSchema } from "../../samples/memory.ts";
import { parseAddress } from "../../samples/parse/address.ts";
import type { CaptureSigner } from "../capture/typed-data.ts";
import type { Desk } from "../desk.ts";
import { DeviceKeyError } from "../errors.ts";
import { writePrivateFile } from "../private-file.ts";
import type { Registry } from "../registry.ts";

/** Folder of practice's device keys, in the project's cache. */
const FOLDER = "registry-devices";

const keySchema = z
  .object({ address: addressSchema, privateKey: z.string().regex(/^0x[0-9a-fA-F]{64}$/, "expected a key") })
  .strict();

/** A capture device as this machine can play it. */
export interface Device {
  address: string;
  signer: CaptureSigner;
}

/** Makes a device of practice: a key in a file that only its owner can read. A real device's key never leaves the device. */
export async function makePracticeDevice({ cache }: Pick<Desk, "cache">): Promise<string> {
  const { address, privateKey } = Wallet.createRandom();
  await writePrivateFile(fileOf(cache, address), `${JSON.stringify({ address, privateKey }, null, 2)}\n`);
  return address;
}

/**
 * The device that signs: a device of practice whose key is here, or one of the network's accounts (whose key a configuration variable or the
 * keystore holds); by default the registry's own device of practice.
 * @throws DeviceKeyError, InputInvalidError naming --device
 */
export async function openDevice(
  { cache, connection }: Pick<Desk, "cache" | "connection">,
  { remembered, address: registry }: Pick<Registry, "remembered" | "address">,
  wanted: string | undefined,
): Promise<Device> {
  const named = wanted ?? remembered?.practice?.device;
  if (named === undefined) {
    throw new DeviceKeyError(
      registry,
      "no device was named, and this registry has none of practice",
      "give --device ADDRESS or NUMBER: one of the network's accounts, whose key a configuration variable holds",
    );
  }
  const numbered = /^\d+$/.test(named);
  const file = numbered ? undefined : fileOf(cache, parseAddress(named, "--device"));
  if (file !== undefined && (await isFile(file))) {
    const text = await readTextRequired(file, "the device's key");
    const { address, privateKey } = parseArtifact(keySchema, "device key", text, file);
    return { address, signer: new Wallet(privateKey) };
  }
  const signers = await connection.ethers.getSigners();
  if (!numbered && !signers.some(({ address }) => address === parseAddress(named, "--device"))) {
    throw new DeviceKeyError(
      named,
      "the key of this device is not here",
      "capture where the device is, or practise with a device made here: registry device add",
    );
  }
  const signer = chooseAccount(signers, named);
  return { address: signer.address, signer };
}

function fileOf(cache: string, address: string): string {
  return join(cache, FOLDER, `${address}.json`);
}
