import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { CODE_BITS } from "../../../models/biometric-code/code.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { keyValueTable } from "../../ui/table.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { send } from "../../samples/chain/send.ts";
import { formatMoment } from "../../samples/format/time.ts";
import type { RegistryArguments } from "../arguments.ts";
import { requireCapture } from "../capture/require.ts";
import { REGISTRY } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { RegistryStateError } from "../errors.ts";
import { formatCode } from "../format/code.ts";
import { withCodeReader } from "../model.ts";
import { isFrozen, readNearest, requireFree } from "../read/enrolment.ts";
import { readNearestOfAll } from "../read/nearest-of-all.ts";
import { readPool } from "../read/pool.ts";
import { findRegistry, type Registry } from "../registry.ts";

interface EnrollArguments extends RegistryArguments {
  capture?: string;
}

const action: NewTaskActionFunction<EnrollArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => enroll(args, await openDesk(hre)));

/** From a capture to an enrolment: code, look-up, proof, transaction. Image and salt stay here. */
export async function enroll(args: EnrollArguments, desk: Desk): Promise<TaskOutput> {
  const start = performance.now();
  const registry = await findRegistry(desk, args.registry);
  const { contract, address, terms } = registry;
  const from = await accountOf(desk, args.account);
  await requireFree(registry, from.address);
  const { signed, scope } = await requireCapture(desk, registry, args.capture, "enroll", from.address);
  const { provider } = desk.connection.ethers;

  const { code, evicted, proof, instances } = await withCodeReader(desk.workspace, async (reader) => {
    const read = await reader.code(signed.capture);
    const cleared = await clearTheWay(registry, from, read);
    const context = { chainId: desk.chainId.toString(), consumer: address, account: from.address, scope };
    return { code: read, evicted: cleared, ...(await reader.prove(signed.capture, context)) };
  });
  const seconds = (performance.now() - start) / 1000;
  const nearest = await readNearestOfAll(provider, registry, code);
  const receipt = await send(REGISTRY, {
    ...{ contract, from, method: "enroll" },
    args: [proof, instances, signed.deadline, signed.signature],
  });
  const [pool, { now }] = await Promise.all([readPool(registry), readClock(provider)]);
  return {
    json: {
      ...{ registry: address, account: from.address, code: formatCode(code), device: signed.device },
      ...{ nearest: nearest ?? null, threshold: terms.threshold, evicted: evicted.map(formatCode) },
      ...{ enrolled: pool.enrolled, paidFromPeriod: pool.period + 1n },
      ...{ transaction: receipt.hash, gas: receipt.gasUsed, seconds },
    },
    text: [
      ...evicted.map((old) => `${formatCode(old)}, frozen and in the way, was evicted first.`),
      `${from.address} is enrolled (${receipt.gasUsed} gas; the proof took ${seconds.toFixed(0)} s).`,
      keyValueTable({
        code: formatCode(code),
        "nearest other":
          nearest === undefined
            ? "nobody else is enrolled"
            : `${nearest.distance} of ${CODE_BITS} bits away; up to ${terms.threshold} would be the same finger`,
        enrolled: `${pool.enrolled}`,
        "first payout": `in period ${pool.period + 1n}, which begins ${formatMoment(pool.endsAt, now)}`,
      }),
      nextCommand(desk, registry.remembered?.practice === undefined ? "status" : "forward"),
    ],
  };
}

/** Evicts what is frozen near this code. @returns what was evicted; @throws RegistryStateError when the finger is enrolled */
async function clearTheWay(registry: Registry, from: HardhatEthersSigner, code: bigint): Promise<bigint[]> {
  const evicted: bigint[] = [];
  for (;;) {
    const other = await readNearest(registry, code);
    if (other === undefined) return evicted;
    if (!(await isFrozen(registry, other.code))) {
      throw new RegistryStateError(
        from.address,
        `this finger is enrolled already: its code is ${other.distance} of ${CODE_BITS} bits away from ${formatCode(other.code)}, and up to ${registry.terms.threshold} are one finger`,
        "use the account that is enrolled; to bring it to this one: registry capture --act move, then registry move",
      );
    }
    const { contract } = registry;
    await send(REGISTRY, { contract, from, method: "evict", args: [other.code] });
    evicted.push(other.code);
  }
}

export default action;
