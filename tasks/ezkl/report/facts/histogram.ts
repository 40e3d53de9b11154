/** How many differences lie from `from` to `to`, the last bin's end included. */
export interface Bin {
  from: number;
  to: number;
  count: number;
}

const BINS = 31;

/** Equal bins around zero, as far as the largest difference either way; none where nothing differs. */
export function histogram(differences: readonly number[]): Bin[] {
  const most = largest(differences);
  if (most === 0) return [];
  const width = (2 * most) / BINS;
  const bins = Array.from({ length: BINS }, (_, index) => ({
    from: -most + index * width,
    to: -most + (index + 1) * width,
    count: 0,
  }));
  for (const difference of differences) {
    const bin = bins[Math.min(BINS - 1, Math.floor(((difference / most + 1) / 2) * BINS))];
    if (bin !== undefined) bin.count += 1;
  }
  return bins;
}

export function largest(differences: readonly number[]): number {
  return differences.reduce((most, difference) => Math.max(most, Math.abs(difference)), 0);
}

export function mean(differences: readonly number[]): number {
  const sum = differences.reduce((total, difference) => total + Math.abs(difference), 0);
  return differences.length === 0 ? 0 : sum / differences.length;
}
