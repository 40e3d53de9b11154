import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { send } from "../../samples/chain/send.ts";
import { formatTime } from "../../samples/format/time.ts";
import { parseAddress } from "../../samples/parse/address.ts";
import type { RegistryArguments } from "../arguments.ts";
import { REGISTRY } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { frozenCodes } from "../evict/frozen-codes.ts";
import { parseMoment } from "../parse/moment.ts";
import { requireKnown } from "../read/device.ts";
import { requireOwner } from "../read/owner.ts";
import { findRegistry } from "../registry.ts";

interface RevokeArguments extends RegistryArguments {
  address?: string;
  from: string;
}

const action: NewTaskActionFunction<RevokeArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => revokeDevice(args, await openDesk(hre)));

/** Stops a device for good, and freezes the enrolments that it vouched for since a moment. */
export async function revokeDevice(args: RevokeArguments, desk: Desk): Promise<TaskOutput> {
  if (args.address === undefined) {
    throw new InputInvalidError("--address", "no device was named", "give --address: registry device list");
  }
  const device = parseAddress(args.address, "--address");
  const registry = await findRegistry(desk, args.registry);
  const account = await accountOf(desk, args.account);
  await requireOwner(registry, account.address);
  await requireKnown(registry, device);
  const { provider } = desk.connection.ethers;
  const since = parseMoment(args.from, "--from", (await readClock(provider)).now);
  const { contract, address } = registry;
  const receipt = await send(REGISTRY, {
    contract,
    from: account,
    method: "revokeDevice",
    args: [device, since],
  });
  const frozen = await frozenCodes(provider, registry, device);
  return {
    json: {
      ...{ registry: address, device, from: since, frozen },
      ...{ transaction: receipt.hash, gas: receipt.gasUsed },
    },
    text: [
      `Nothing that ${device} signs counts any more, and what it signed since ${formatTime(since)} is frozen (${receipt.gasUsed} gas).`,
      frozen.length === 0
        ? "No enrolment is frozen by that."
        : `Frozen: ${frozen.length} of its enrolments. They are paid nothing, and keep their fingers out until somebody evicts them.`,
      nextCommand(desk, frozen.length === 0 ? "device list" : `evict --device ${device}`),
    ],
  };
}

export default action;
