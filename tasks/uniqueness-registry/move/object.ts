import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { z } from "zod";

import type { TaskOutput } from "../../task-result.ts";
import { eventOf, send } from "../../samples/chain/send.ts";
import { formatTime } from "../../samples/format/time.ts";
import { REGISTRY } from "../dapp.ts";
import { nextCommand, type Desk } from "../desk.ts";
import { RegistryStateError } from "../errors.ts";
import { formatCode } from "../format/code.ts";
import { requireEnrolled } from "../read/enrolment.ts";
import { readMove } from "../read/move.ts";
import type { Registry } from "../registry.ts";

const objectedSchema = z.object({ to: z.string(), coolsUntil: z.bigint() });

/** The account that is enrolled says that the move is not its own wish. @throws RegistryStateError when none is waiting */
export async function objectToMove(
  desk: Desk,
  registry: Registry,
  from: HardhatEthersSigner,
): Promise<TaskOutput> {
  const { code } = await requireEnrolled(registry, from.address);
  if (BigInt((await readMove(registry, code)).account) === 0n) {
    throw new RegistryStateError(
      from.address,
      "no move of this account's enrolment is waiting",
      "nothing needs to be done",
    );
  }
  const receipt = await send(REGISTRY, { contract: registry.contract, from, method: "objectToMove" });
  const { to, coolsUntil } = objectedSchema.parse(eventOf(receipt, registry, "MoveObjected"));
  return {
    json: {
      ...{ registry: registry.address, code: formatCode(code), account: from.address, to, coolsUntil },
      ...{ transaction: receipt.hash, gas: receipt.gasUsed },
    },
    text: [
      `The move to ${to} is off (${receipt.gasUsed} gas); nobody can ask for another until ${formatTime(coolsUntil)}.`,
      nextCommand(desk, "status"),
    ],
  };
}
