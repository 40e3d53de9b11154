/** `npm test` asks a part of what only adds samples of the same kind; `npm run test:all` asks all of it. */
export const ALL = process.env["HARDHAT_EZKL_TESTS"] === "all";

/**
 * How often to repeat what each time tries another sample: fuzzing runs, seeds, perturbations.
 * @param all in `npm run test:all`
 * @param some in `npm test`; enough to fail where the guard is gone
 */
export function runs(all: number, some: number): number {
  return ALL ? all : some;
}

/**
 * A part of a list, spread over it: each `of`-th entry; all of it in `npm run test:all`. Which ones depends on the commit in CI (EZKL_TEST_SHARE), so that in time all come up.
 * @param of at least 1
 */
export function share<T>(list: readonly T[], of: number): T[] {
  if (ALL) return [...list];
  const turn = Number(process.env["EZKL_TEST_SHARE"] ?? 0);
  return list.filter((_, index) => index % of === turn % of);
}
