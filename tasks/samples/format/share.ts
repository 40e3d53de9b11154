/** Basis points as a percentage: 250 is "2.5 %". */
export function formatShare(basisPoints: bigint | number): string {
  return `${Number(basisPoints) / 100} %`;
}
