import { readClock } from "../../tasks/samples/chain/clock.ts";
import { signCapture, type CaptureMessage } from "../../tasks/uniqueness-registry/capture/typed-data.ts";
import type { Desk } from "../../tasks/uniqueness-registry/desk.ts";
import { openDevice } from "../../tasks/uniqueness-registry/device/keys.ts";
import { findRegistry } from "../../tasks/uniqueness-registry/registry.ts";

interface Asked extends Omit<CaptureMessage, "deadline"> {
  validSeconds: number;
}

interface Signed {
  device: string;
  deadline: string;
  signature: string;
}

/** The device of practice gives its word for an image. Its key stays in this process, as a device's stays in the device; the image stays in the page. */
export async function signAsDevice(desk: Desk, { validSeconds, ...asked }: Asked): Promise<Signed> {
  const registry = await findRegistry(desk, undefined);
  const { address, signer } = await openDevice(desk, registry, undefined);
  const { now } = await readClock(desk.connection.ethers.provider);
  const deadline = now + BigInt(validSeconds);
  const place = { chainId: desk.chainId, registry: registry.address };
  const signature = await signCapture(signer, place, { ...asked, deadline });
  return { device: address, deadline: deadline.toString(), signature };
}
