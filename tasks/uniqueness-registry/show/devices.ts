import { table } from "../../ui/table.ts";
import { formatTime } from "../../samples/format/time.ts";
import type { KnownDevice } from "../read/devices.ts";
import { type Drawn } from "../../ui/shown.ts";

/** Devices with their limits and what has become of them. */
export function devicesTable(devices: readonly KnownDevice[]): Drawn {
  return table(
    ["device", "since", "a day", "last day", "stands"],
    devices.map(({ address, addedAt, dailyLimit, day, acceptedThatDay, revoked, revokedFrom }) => [
      address,
      formatTime(addedAt),
      `${dailyLimit} at most`,
      day === 0n ? "none" : `${acceptedThatDay} on ${formatTime(day * 86_400n).slice(0, 10)}`,
      revoked ? `revoked: what it signed since ${formatTime(revokedFrom)} is frozen` : "accepted",
    ]),
  );
}
