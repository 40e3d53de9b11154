/** y = factor * x^exponent. */
export interface PowerLaw {
  factor: number;
  exponent: number;
  /** Points that it was fitted to. */
  points: number;
  /** The largest factor, either way, by which a point is off. */
  largestError: number;
}

/** Least squares on the logarithms; undefined for fewer than three points. All values positive. */
export function fitPower(points: readonly (readonly [x: number, y: number])[]): PowerLaw | undefined {
  if (points.length < 3) return undefined;
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (of: (log: readonly [number, number]) => number): number =>
    logs.reduce((sum, log) => sum + of(log), 0) / logs.length;
  const [meanX, meanY] = [mean(([x]) => x), mean(([, y]) => y)];
  const covariance = mean(([x, y]) => (x - meanX) * (y - meanY));
  const exponent = covariance / mean(([x]) => (x - meanX) ** 2);
  const law = { exponent, factor: Math.exp(meanY - exponent * meanX), points: points.length };
  const errors = points.map(([x, y]) => Math.abs(Math.log(y / at(law, x))));
  return { ...law, largestError: Math.exp(Math.max(...errors)) };
}

export function at({ factor, exponent }: Pick<PowerLaw, "factor" | "exponent">, x: number): number {
  return factor * x ** exponent;
}
