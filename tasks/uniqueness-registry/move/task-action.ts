import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import type { RegistryArguments } from "../arguments.ts";
import { accountOf, openDesk, type Desk } from "../desk.ts";
import { findRegistry } from "../registry.ts";

import { finishMove } from "./finish.ts";
import { objectToMove } from "./object.ts";
import { requestMove } from "./request.ts";

interface MoveArguments extends RegistryArguments {
  capture?: string;
  object?: boolean;
  finish?: boolean;
}

const action: NewTaskActionFunction<MoveArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => move(args, await openDesk(hre)));

/** Asks for a move, objects to one, or finishes it. */
export async function move(args: MoveArguments, desk: Desk): Promise<TaskOutput> {
  const chosen = [args.capture !== undefined, args.object === true, args.finish === true];
  if (chosen.filter(Boolean).length !== 1) {
    throw new InputInvalidError(
      "--capture",
      "it was not said which one step to take",
      "give --capture FILE to ask for a move, --object to refuse one, or --finish when the wait is over",
    );
  }
  const registry = await findRegistry(desk, args.registry);
  const from = await accountOf(desk, args.account);
  if (args.object === true) return objectToMove(desk, registry, from);
  if (args.finish === true) return finishMove(desk, registry, from);
  return requestMove(desk, registry, from, args.capture);
}

export default action;
