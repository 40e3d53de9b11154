import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { z } from "zod";

import type { TaskOutput } from "../../task-result.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { eventOf, send } from "../../samples/chain/send.ts";
import { formatTime } from "../../samples/format/time.ts";
import { REGISTRY } from "../dapp.ts";
import { nextCommand, type Desk } from "../desk.ts";
import { RegistryStateError } from "../errors.ts";
import { formatCode } from "../format/code.ts";
import { movesAskedFor, readEvents } from "../read/events.ts";
import { readMove } from "../read/move.ts";
import type { Registry } from "../registry.ts";

const movedSchema = z.object({ from: z.string() });

/** Takes the enrolment over that the account asked for, once the wait is over. @throws RegistryStateError */
export async function finishMove(
  desk: Desk,
  registry: Registry,
  from: HardhatEthersSigner,
): Promise<TaskOutput> {
  const code = await requireReady(desk, registry, from.address);
  const { contract, address } = registry;
  const receipt = await send(REGISTRY, { contract, from, method: "finishMove", args: [code] });
  const { from: old } = movedSchema.parse(eventOf(receipt, registry, "Moved"));
  return {
    json: {
      ...{ registry: address, code: formatCode(code), from: old, to: from.address },
      ...{ transaction: receipt.hash, gas: receipt.gasUsed },
    },
    text: [
      `The enrolment ${formatCode(code)} is ${from.address}'s now, and no longer ${old}'s (${receipt.gasUsed} gas). What it was paid already goes along.`,
      nextCommand(desk, `claim --account ${from.address}`),
    ],
  };
}

/** The code whose move waits for this account and can be finished. @throws RegistryStateError */
async function requireReady(desk: Desk, registry: Registry, account: string): Promise<bigint> {
  const { provider } = desk.connection.ethers;
  for (const code of movesAskedFor(await readEvents(provider, registry), account)) {
    const move = await readMove(registry, code);
    if (move.account !== account) continue;
    if (move.readyAt <= (await readClock(provider)).now) return code;
    throw new RegistryStateError(
      account,
      `the old account may object until ${formatTime(move.readyAt)}`,
      "wait until then, or in practice: npx hardhat registry forward --days 3",
    );
  }
  throw new RegistryStateError(
    account,
    "no move to this account is waiting: none was asked for, it was objected to, or it has lapsed",
    "ask for one with a fresh capture: registry capture --act move, then registry move --capture FILE",
  );
}
