import { getBytes } from "ethers";

import { recordingFromBytes, type Recording } from "../../../models/singing-judge/audio/recording.ts";
import type { Contest } from "../open-contest.ts";
import type { Desk } from "../desk.ts";
import { TicketStateError } from "../errors.ts";

/** The recording that was published on the chain to answer a challenge. @throws TicketStateError when none was */
export async function fetchRecording(desk: Desk, contest: Contest, ticket: bigint): Promise<Recording> {
  const { contract, address } = contest;
  const remembered = await desk.memory.recall(desk.chainId);
  const from = remembered?.contest === address ? remembered.block : 0;
  const [event] = await contract.queryFilter(contract.getEvent("RecordingRevealed")(ticket), from);
  const data = (await event?.getTransaction())?.data;
  const call = data === undefined ? null : contract.interface.parseTransaction({ data });
  const published: unknown = call?.name === "reveal" ? call.args[1] : undefined;
  if (typeof published === "string") return recordingFromBytes(getBytes(published), `ticket ${ticket}`);
  throw new TicketStateError(
    ticket,
    event === undefined
      ? "its recording was not published"
      : "its recording was published through another contract, whose call data this task cannot read",
    "give the recording with --recording FILE, or demand it: npx hardhat contest challenge",
  );
}
