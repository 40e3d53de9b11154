import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { readClock } from "../../samples/chain/clock.ts";
import { moveClock } from "../../samples/chain/development.ts";
import { explainFailure } from "../../samples/chain/explain.ts";
import { send } from "../../samples/chain/send.ts";
import { REGISTRY } from "../dapp.ts";
import { readPool } from "../read/pool.ts";

import type { Credential, Scene } from "./scene.ts";

const METHODS = { enroll: "enroll", move: "requestMove" } as const;

/** What `enroll` and `requestMove` are given. */
export function argumentsOf({ proof, instances, message, signature }: Credential): unknown[] {
  return [proof, instances, message.deadline, signature];
}

/** Enrols or asks for a move with a credential, for real. */
export async function present(
  { registry: { contract } }: Pick<Scene, "registry">,
  from: HardhatEthersSigner,
  given: Credential,
): Promise<void> {
  const method = METHODS[given.message.act];
  await send(REGISTRY, { contract, from, method, args: argumentsOf(given) });
}

/** Does something that is allowed, for real. */
export async function act(
  { registry: { contract } }: Pick<Scene, "registry">,
  from: HardhatEthersSigner,
  method: string,
  ...args: readonly unknown[]
): Promise<void> {
  await send(REGISTRY, { contract, from, method, args });
}

/** Asks the chain whether it would do it: the refusal has its name, and nothing is spent. */
export async function attempt(
  { registry: { contract } }: Pick<Scene, "registry">,
  from: HardhatEthersSigner,
  method: string,
  ...args: readonly unknown[]
): Promise<unknown> {
  try {
    return (await contract
      .connect(from)
      .getFunction(method)
      .staticCall(...args)) as unknown;
  } catch (error) {
    throw explainFailure(REGISTRY, error, contract.interface, `${method} by ${from.address}`, from.address);
  }
}

/** Attempts to enrol or to ask for a move. */
export async function attemptWith(
  scene: Pick<Scene, "registry">,
  from: HardhatEthersSigner,
  given: Credential,
): Promise<unknown> {
  return attempt(scene, from, METHODS[given.message.act], ...argumentsOf(given));
}

/** The next period begins. */
export async function nextPeriod({ desk, registry }: Pick<Scene, "desk" | "registry">): Promise<void> {
  await moveClock(REGISTRY, desk, (await readPool(registry)).endsAt);
}

/** The wait of a move is over. */
export async function moveDelay({ desk, registry }: Pick<Scene, "desk" | "registry">): Promise<void> {
  const { now } = await readClock(desk.connection.ethers.provider);
  await moveClock(REGISTRY, desk, now + registry.terms.moveDelay);
}
