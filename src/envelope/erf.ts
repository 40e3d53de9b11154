/** Coefficients of the Chebyshev fit of erfc that the engine uses (Numerical Recipes, third edition, 6.2.2). */
const COEFFICIENTS = [
  -1.3026537197817094, 6.419697923564902e-1, 1.9476473204185836e-2, -9.56151478680863e-3,
  -9.46595344482036e-4, 3.66839497852761e-4, 4.2523324806907e-5, -2.0278578112534e-5, -1.624290004647e-6,
  1.30365583558e-6, 1.5626441722e-8, -8.5238095915e-8, 6.529054439e-9, 5.059343495e-9, -9.91364156e-10,
  -2.27365122e-10, 9.6467911e-11, 2.394038e-12, -6.886027e-12, 8.94487e-13, 3.13092e-13, -1.12708e-13,
  3.81e-16, 7.106e-15, -1.523e-15, -9.4e-17, 1.21e-16, -2.8e-17,
] as const;

/** The error function. */
export function erf(x: number): number {
  const z = Math.abs(x);
  const t = 2 / (2 + z);
  const y = 4 * t - 2;
  let [last, beforeLast] = [0, 0];
  // The engine leaves out the highest coefficient.
  for (let j = COEFFICIENTS.length - 2; j >= 1; j--)
    [last, beforeLast] = [y * last - beforeLast + (COEFFICIENTS[j] ?? 0), last];
  const tail = t * Math.exp(-z * z + 0.5 * (COEFFICIENTS[0] + y * last) - beforeLast);
  return x >= 0 ? 1 - tail : tail - 1;
}
