import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { z } from "zod";

import { CODE_BITS } from "../../../models/biometric-code/code.ts";
import type { TaskOutput } from "../../task-result.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { eventOf, send } from "../../samples/chain/send.ts";
import { formatMoment, formatTime } from "../../samples/format/time.ts";
import { requireCapture } from "../capture/require.ts";
import { REGISTRY } from "../dapp.ts";
import { nextCommand, type Desk } from "../desk.ts";
import { RegistryStateError } from "../errors.ts";
import { formatCode } from "../format/code.ts";
import { withCodeReader } from "../model.ts";
import { readDevices } from "../read/devices.ts";
import { isFrozen, readNearest, requireFree } from "../read/enrolment.ts";
import { readEvents } from "../read/events.ts";
import { readMove } from "../read/move.ts";
import type { Registry } from "../registry.ts";

const requestedSchema = z.object({ code: z.bigint(), from: z.string(), readyAt: z.bigint() });

/** Asks for the enrolment of the finger in a capture, for the account that acts. */
export async function requestMove(
  desk: Desk,
  registry: Registry,
  from: HardhatEthersSigner,
  path: string | undefined,
): Promise<TaskOutput> {
  const { contract, address } = registry;
  await requireFree(registry, from.address);
  const { signed, scope } = await requireCapture(desk, registry, path, "move", from.address);
  const { distance, proof, instances } = await withCodeReader(desk.workspace, async (reader) => {
    const found = await requireMovable(desk, registry, await reader.code(signed.capture));
    const context = { chainId: desk.chainId.toString(), consumer: address, account: from.address, scope };
    return { distance: found, ...(await reader.prove(signed.capture, context)) };
  });
  const receipt = await send(REGISTRY, {
    ...{ contract, from, method: "requestMove" },
    args: [proof, instances, signed.deadline, signed.signature],
  });
  const { code, from: old, readyAt } = requestedSchema.parse(eventOf(receipt, registry, "MoveRequested"));
  const { now } = await readClock(desk.connection.ethers.provider);
  return {
    json: {
      ...{ registry: address, code: formatCode(code), distance, from: old, to: from.address, readyAt },
      ...{ transaction: receipt.hash, gas: receipt.gasUsed },
    },
    text: [
      `${from.address} has asked for the enrolment ${formatCode(code)} of ${old}, ${distance} of ${CODE_BITS} bits away (${receipt.gasUsed} gas).`,
      `It can be finished ${formatMoment(readyAt, now)}. Until it is, ${old} can object: registry move --object.`,
      nextCommand(desk, `move --finish --account ${from.address}`),
    ],
  };
}

/** Spares the proof that the registry would refuse. @returns the distance to what is asked for; @throws RegistryStateError */
async function requireMovable(desk: Desk, registry: Registry, shown: bigint): Promise<number> {
  const { moveThreshold } = registry.terms;
  const enrolled = await readNearest(registry, shown);
  if (enrolled === undefined || BigInt(enrolled.distance) > moveThreshold) {
    const near = enrolled === undefined ? "" : `; the nearest is ${enrolled.distance} away`;
    throw new RegistryStateError(
      formatCode(shown),
      `nobody is enrolled within ${moveThreshold} bits of this code${near}`,
      "press again more carefully (a move is stricter than an enrolment), or enrol this finger: registry enroll",
    );
  }
  if (await isFrozen(registry, enrolled.code)) {
    throw new RegistryStateError(
      formatCode(enrolled.code),
      "the enrolment is frozen: a device that vouched for it was revoked",
      "enrol anew with another device: registry capture, registry enroll (what is frozen is evicted on the way)",
    );
  }
  const move = await readMove(registry, enrolled.code);
  const { now } = await readClock(desk.connection.ethers.provider);
  // What a revoked device has vouched for keeps nobody waiting; which device it was, the registry alone knows.
  if (BigInt(move.account) !== 0n && !(await isAnyRevoked(desk, registry))) {
    throw new RegistryStateError(
      formatCode(enrolled.code),
      `a move to ${move.account} is waiting; it lapses at ${formatTime(move.lapsesAt)}`,
      "wait, or object to it as the account that has the enrolment: registry move --object",
    );
  }
  if (move.coolsUntil > now) {
    throw new RegistryStateError(
      formatCode(enrolled.code),
      `its account objected to a move: none can be asked for until ${formatTime(move.coolsUntil)}`,
      "use the account that is enrolled, or wait",
    );
  }
  return enrolled.distance;
}

async function isAnyRevoked({ connection }: Desk, registry: Registry): Promise<boolean> {
  const events = await readEvents(connection.ethers.provider, registry);
  return (await readDevices(registry, events)).some(({ revoked }) => revoked);
}
