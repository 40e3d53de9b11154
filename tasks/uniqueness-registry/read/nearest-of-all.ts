import type { Provider } from "ethers";

import { hammingDistance } from "../../../models/biometric-code/code.ts";
import type { OpenRegistry } from "../open-registry.ts";

import { enrolledOf, readEvents } from "./events.ts";

/** The enrolled code nearest to this one, however far; undefined where nobody else is enrolled. */
export async function readNearestOfAll(
  provider: Provider,
  registry: OpenRegistry,
  code: bigint,
): Promise<{ code: bigint; distance: number } | undefined> {
  const others = [...enrolledOf(await readEvents(provider, registry)).keys()];
  const measured = others.map((other) => ({ code: other, distance: hammingDistance(code, other) }));
  return measured.sort((a, b) => a.distance - b.distance)[0];
}
