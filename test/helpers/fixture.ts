import type { Connection } from "./scorer.ts";

/**
 * Makes a world once for the tests of a `describe`; each of them begins with the chain as it was when the world was made.
 * @param make all that the world consists of, on a chain of its own
 * @param take is given the world before the first test
 * @example eachOn(openRegistry, (made) => (world = made));
 */
export function eachOn<T extends { readonly connection: Connection }>(
  make: () => Promise<T>,
  take: (world: T) => void,
): void {
  let snapshot: { restore: () => Promise<void> };
  before(async () => {
    const world = await make();
    take(world);
    snapshot = await world.connection.networkHelpers.takeSnapshot();
  });
  beforeEach(async () => snapshot.restore());
}
