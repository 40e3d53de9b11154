const UNITS = [
  [86_400, "d"],
  [3600, "h"],
  [60, "min"],
  [1, "s"],
] as const;

/** Seconds in their two largest units: "1 d 4 h", "3 min 20 s". */
export function formatSpan(seconds: number): string {
  const parts: string[] = [];
  let rest = Math.max(0, Math.round(seconds));
  for (const [size, unit] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.length === 0 ? "0 s" : parts.join(" ");
}

/** A point in time: "2026-05-01 12:00:00 UTC". @param at unix seconds */
export function formatTime(at: bigint | number): string {
  const date = new Date(Number(at) * 1000);
  return Number.isNaN(date.getTime())
    ? `second ${at}`
    : `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** A point in time and how far it is from now. @param at, now unix seconds */
export function formatMoment(at: bigint | number, now: bigint | number): string {
  const distance = Number(at) - Number(now);
  const relative = distance > 0 ? `in ${formatSpan(distance)}` : `${formatSpan(-distance)} ago`;
  return `${formatTime(at)} (${distance === 0 ? "now" : relative})`;
}
