import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { randomBytes } from "node:crypto";
import { join } from "node:path";

import { SALT_BYTES, sealCapture } from "../../../models/biometric-code/capture/seal.ts";
import { poseidonHash } from "../../../src/engine/wasm/poseidon.ts";
import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { keyValueTable } from "../../ui/table.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { formatMoment } from "../../samples/format/time.ts";
import { parseDuration } from "../../samples/parse/duration.ts";
import type { RegistryArguments } from "../arguments.ts";
import { nextCommand, openDesk, type Desk } from "../desk.ts";
import { openDevice } from "../device/keys.ts";
import { whose } from "../parse/whose.ts";
import { requireAccepted } from "../read/device.ts";
import { findRegistry } from "../registry.ts";

import { CAPTURE_FOLDER, writeSignedCapture } from "./capture-file.ts";
import { draw, type DrawArguments } from "./draw.ts";
import { ACTS, signCapture, type Act } from "./typed-data.ts";

interface CaptureArguments extends DrawArguments, Pick<RegistryArguments, "registry"> {
  act: string;
  for?: string;
  device?: string;
  valid: string;
  out?: string;
}

const action: NewTaskActionFunction<CaptureArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => capture(args, await openDesk(hre)));

/** What a capture device does: presses, patch, salt, hash, signature. All of it stays in a private file; nothing is sent. */
export async function capture(args: CaptureArguments, desk: Desk): Promise<TaskOutput> {
  const act = parseAct(args.act);
  const valid = BigInt(parseDuration(args.valid, "--valid"));
  const registry = await findRegistry(desk, args.registry);
  const account = await whose(desk, args.for, "--for");
  const device = await openDevice(desk, registry, args.device);
  await requireAccepted(registry, device.address);
  const drawn = await draw(args);
  const sealed = sealCapture(drawn.patch, randomBytes(SALT_BYTES));
  const imageHash = await poseidonHash([...sealed].map(BigInt));
  const { now } = await readClock(desk.connection.ethers.provider);
  const message = { imageHash, account, act, deadline: now + valid };
  const place = { chainId: desk.chainId, registry: registry.address };
  const signature = await signCapture(device.signer, place, message);
  const path = args.out ?? join(CAPTURE_FOLDER, `${drawn.name}-${act}.json`);
  const out = await writeSignedCapture(path, {
    ...{ version: 1, source: drawn.source, capture: sealed, ...message, ...place },
    ...{ device: device.address, signature },
  });
  return {
    json: {
      ...{ registry: registry.address, chainId: desk.chainId, source: drawn.source, account, act },
      ...{
        imageHash: `0x${imageHash.toString(16)}`,
        deadline: message.deadline,
        device: device.address,
        signature,
        out,
      },
    },
    text: [
      `Captured a ${drawn.source}; the device ${device.address} signed for it.`,
      keyValueTable({
        "for account": account,
        "to be used": `${act === "enroll" ? "to enrol" : "to ask for a move"}, until ${formatMoment(message.deadline, now)}`,
        "stays here": `patch and salt, in ${path}, which only you can read; no image is kept`,
        "will be public": "the salted hash, the 128-bit code, a proof of both, and the device's signature",
      }),
      nextCommand(
        desk,
        `${act === "enroll" ? "enroll" : "move"} --capture ${path} --account ${args.for ?? "0"}`,
      ),
    ],
  };
}

function parseAct(text: string): Act {
  const act = ACTS.find((name) => name === text);
  if (act !== undefined) return act;
  throw new InputInvalidError("--act", `there is no act "${text}"`, `give one of ${ACTS.join(", ")}`);
}

export default action;
