import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { z } from "zod";

import { poseidonHash } from "../../../src/engine/wasm/poseidon.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { signCapture, type Act, type CaptureMessage } from "../capture/typed-data.ts";
import { accountOf, type Desk } from "../desk.ts";
import { openDevice, type Device } from "../device/keys.ts";
import { withCodeReader, type CodeProof, type CodeReader } from "../model.ts";
import { requireFree } from "../read/enrolment.ts";
import { readOwner } from "../read/owner.ts";
import { ask } from "../open-registry.ts";
import type { Registry } from "../registry.ts";

import { present } from "./acts.ts";
import { capturesNear, type Taken } from "./captures-near.ts";

/** Who plays. */
export interface Cast {
  desk: Desk;
  registry: Registry;
  /** Has an enrolled finger. */
  victim: HardhatEthersSigner;
  /** Has a finger of its own, and would like more than one account. */
  thief: HardhatEthersSigner;
  accomplice: HardhatEthersSigner;
}

/** A capture that a device signed for and that was proven: all that `enroll` or `requestMove` takes. */
export interface Credential extends CodeProof {
  message: CaptureMessage;
  signature: string;
}

/** Where the attacks take place: one finger is enrolled, and there are real proofs to misuse. */
export interface Scene extends Cast {
  owner: HardhatEthersSigner;
  device: Device;
  /** The enrolled code. */
  code: bigint;
  /** The victim's finger pressed anew, for the victim. */
  victimAgain: Credential;
  /** The victim's finger pressed anew, for the thief. */
  twin: Credential;
  /** The thief's own finger, not enrolled. */
  own: Credential;
  /** The victim's finger, for a move to the thief and to the accomplice. */
  thiefsMove: Credential;
  accomplicesMove: Credential;
}

/** How long captures are good for here: longer than any attack lets pass. */
const VALID = 400n * 86_400n;

const SCOPES = { enroll: "enrolmentScope", move: "moveScope" } as const;

/** Enrols the victim, and makes the proofs that the attacks misuse. @throws RegistryStateError when one of the cast is enrolled */
export async function setScene(cast: Cast): Promise<Scene> {
  const { desk, registry, victim, thief, accomplice } = cast;
  for (const { address } of [victim, thief, accomplice]) await requireFree(registry, address);
  const owner = await accountOf(desk, await readOwner(registry));
  const device = await openDevice(desk, registry, undefined);
  const { now } = await readClock(desk.connection.ethers.provider);
  return withCodeReader(desk.workspace, async (reader) => {
    const victims = capturesNear(reader, "attacked", registry.terms.moveThreshold);
    const thiefs = capturesNear(reader, "attacking", registry.terms.threshold);
    const make = async (from: AsyncGenerator<Taken, never>, account: HardhatEthersSigner, act: Act) =>
      credential({ ...cast, device, reader }, (await from.next()).value, account.address, act, now + VALID);
    const first = await victims.next();
    const honest = await credential(
      { ...cast, device, reader },
      first.value,
      victim.address,
      "enroll",
      now + VALID,
    );
    await present({ registry }, victim, honest);
    return {
      ...{ ...cast, owner, device, code: first.value.code },
      victimAgain: await make(victims, victim, "enroll"),
      twin: await make(victims, thief, "enroll"),
      own: await make(thiefs, thief, "enroll"),
      thiefsMove: await make(victims, thief, "move"),
      accomplicesMove: await make(victims, accomplice, "move"),
    };
  });
}

async function credential(
  { desk, registry, device, reader }: Pick<Scene, "desk" | "registry" | "device"> & { reader: CodeReader },
  { capture }: Taken,
  account: string,
  act: Act,
  deadline: bigint,
): Promise<Credential> {
  const imageHash = await poseidonHash([...capture].map(BigInt));
  const message = { imageHash, account, act, deadline };
  const scope = await ask(registry, z.string(), SCOPES[act], imageHash);
  const context = { chainId: desk.chainId.toString(), consumer: registry.address, account, scope };
  const proven = await reader.prove(capture, context);
  return { ...proven, message, signature: await sign({ desk, registry, device }, message) };
}

/** A device's signature; of this registry and chain when nothing else is said. */
export async function sign(
  { desk, registry, device }: Pick<Scene, "desk" | "registry" | "device">,
  message: CaptureMessage,
  place: { chainId?: bigint; registry?: string } = {},
): Promise<string> {
  return signCapture(device.signer, { chainId: desk.chainId, registry: registry.address, ...place }, message);
}
