import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { send } from "../../samples/chain/send.ts";
import { parseAddress } from "../../samples/parse/address.ts";
import type { RegistryArguments } from "../arguments.ts";
import { REGISTRY } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { RegistryStateError } from "../errors.ts";
import { formatCode, parseCode } from "../format/code.ts";
import { findRegistry, type Registry } from "../registry.ts";

import { frozenCodes } from "./frozen-codes.ts";

interface EvictArguments extends RegistryArguments {
  code?: string;
  device?: string;
}

const action: NewTaskActionFunction<EvictArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => evict(args, await openDesk(hre)));

/** Takes one frozen enrolment out, or all of a revoked device's. */
export async function evict(args: EvictArguments, desk: Desk): Promise<TaskOutput> {
  const registry = await findRegistry(desk, args.registry);
  const from = await accountOf(desk, args.account);
  const codes = await codesToEvict(args, desk, registry);
  let gas = 0n;
  for (const code of codes) {
    const { gasUsed } = await send(REGISTRY, {
      contract: registry.contract,
      from,
      method: "evict",
      args: [code],
    });
    gas += gasUsed;
  }
  return {
    json: { registry: registry.address, evicted: codes.map(formatCode), gas },
    text: [
      `Evicted (${gas} gas): ${codes.map(formatCode).join(", ")}`,
      `Whoever stood behind ${codes.length === 1 ? "it" : "them"} may enrol again with another device.`,
      nextCommand(desk, "status"),
    ],
  };
}

/** @throws InputInvalidError, RegistryStateError when nothing of the device is frozen */
async function codesToEvict(
  { code, device }: EvictArguments,
  desk: Desk,
  registry: Registry,
): Promise<bigint[]> {
  if ((code === undefined) === (device === undefined)) {
    throw new InputInvalidError(
      "--code",
      code === undefined ? "nothing was named to evict" : "both a code and a device were named",
      "give --code CODE for one, or --device ADDRESS for all that is frozen of a device",
    );
  }
  if (code !== undefined) return [parseCode(code, "--code")];
  const named = parseAddress(device ?? "", "--device");
  const codes = await frozenCodes(desk.connection.ethers.provider, registry, named);
  if (codes.length > 0) return codes;
  throw new RegistryStateError(
    named,
    "nothing that this device vouched for is enrolled and frozen",
    "there is nothing to evict; `registry device list` tells which devices are revoked, and from when",
  );
}

export default action;
