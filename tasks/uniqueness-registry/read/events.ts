import type { Provider } from "ethers";
import { z } from "zod";

import { inOrder, readLogs } from "../../samples/chain/logs.ts";
import type { OpenRegistry } from "../open-registry.ts";

/** What a registry has told, oldest first: name of the event and its values. */
export interface Told {
  name: string;
  args: Record<string, unknown>;
}

/** All events of a registry since its creation. */
export async function readEvents(
  provider: Provider,
  { contract, address, since }: Pick<OpenRegistry, "contract" | "address" | "since">,
): Promise<Told[]> {
  const to = await provider.getBlockNumber();
  const logs = await readLogs(provider, { address, topics: [] }, since, to);
  return inOrder(logs).flatMap((log) => {
    const parsed = contract.interface.parseLog(log);
    return parsed === null ? [] : [{ name: parsed.name, args: parsed.args.toObject() }];
  });
}

const addedSchema = z.object({ device: z.string() });

/** Every device that was ever added, in order. */
export function devicesOf(events: readonly Told[]): string[] {
  return events.flatMap(({ name, args }) => (name === "DeviceAdded" ? [addedSchema.parse(args).device] : []));
}

const partySchema = z.object({ account: z.string(), code: z.bigint() });
const movedSchema = z.object({ code: z.bigint(), to: z.string() });

/** Who is enrolled: account by code, in the order of enrolment. */
export function enrolledOf(events: readonly Told[]): Map<bigint, string> {
  const accounts = new Map<bigint, string>();
  for (const { name, args } of events) {
    if (name === "Enrolled") {
      const { account, code } = partySchema.parse(args);
      accounts.set(code, account);
    } else if (name === "Evicted" || name === "Left") {
      accounts.delete(partySchema.parse(args).code);
    } else if (name === "Moved") {
      const { code, to } = movedSchema.parse(args);
      accounts.set(code, to);
    }
  }
  return accounts;
}

const askedSchema = z.object({ code: z.bigint(), to: z.string() });

/** Codes for which a move was ever asked for; of one account, or of all. */
export function movesAskedFor(events: readonly Told[], by?: string): bigint[] {
  const codes = events.flatMap(({ name, args }) => {
    if (name !== "MoveRequested") return [];
    const { code, to } = askedSchema.parse(args);
    return by === undefined || by === to ? [code] : [];
  });
  return [...new Set(codes)];
}

const claimedSchema = z.object({ account: z.string(), period: z.bigint(), amount: z.bigint() });

/** Every payout. */
export function claimsOf(events: readonly Told[]): z.infer<typeof claimedSchema>[] {
  return events.flatMap(({ name, args }) => (name === "Claimed" ? [claimedSchema.parse(args)] : []));
}
