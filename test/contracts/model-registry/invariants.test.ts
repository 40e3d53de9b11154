import { expect } from "chai";
import { id, isCallException } from "ethers";
import fc from "fast-check";

import { entryOf, NAME, openRegistry } from "../../helpers/model-registry.ts";
import { runs } from "../../helpers/share.ts";

/** Fixed, because each action must happen at least once; another one with MODEL_REGISTRY_SEED, and longer with MODEL_REGISTRY_RUNS. */
const SEED = Number(process.env["MODEL_REGISTRY_SEED"] ?? 1);
const RUNS = Number(process.env["MODEL_REGISTRY_RUNS"] ?? runs(12, 3));

const who = fc.nat(2);
const name = fc.constantFrom(NAME, "other");
/** Mostly of their own models, and of versions that there may be: or hardly anything would be revoked. */
const step = fc.oneof(
  fc.record({
    act: fc.constant("publish" as const),
    who,
    name,
    version: fc.constantFrom(1 as const, 2 as const),
  }),
  fc.record({
    act: fc.constant("revoke" as const),
    who,
    by: fc.constantFrom(0, 0, 0, 1),
    name,
    version: fc.constantFrom(1, 1, 2, 2, 3, 0, 9),
  }),
);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

describe("Invariants of the model registry", () => {
  it(`hold whatever is published and revoked by whom (MODEL_REGISTRY_SEED=${SEED})`, async function () {
    this.timeout(120_000);
    const { registry, releases, connection, alice, bob, mallory } = await openRegistry();
    const people = [alice, bob, mallory];
    /** What was seen of each version when it was published, by model; a revocation adds its time, once. */
    const seen = new Map<string, Record<string, unknown>[]>();
    const happened = { published: 0, revoked: 0, refused: 0 };
    let salt = 0;

    const play = async (steps: readonly Step[]) => {
      for (const each of steps) {
        const caller = people[each.who]!;
        if (each.act === "publish") {
          const modelId = await registry.modelIdOf(caller, each.name);
          const versions = seen.get(modelId) ?? [];
          const release = { ...releases[each.version], srsSha256: id(`${salt++}`) };
          await registry.connect(caller).publish(each.name, release);
          const publishedAt = BigInt(await connection.networkHelpers.time.latest());
          seen.set(modelId, [...versions, { ...release, publishedAt, revokedAt: 0n }]);
          happened.published++;
        } else {
          const modelId = await registry.modelIdOf(caller, each.name);
          const entry = seen.get(modelId)?.[each.version - 1];
          const allowed = entry !== undefined && entry["revokedAt"] === 0n && each.by === 0;
          const done = await registry
            .connect(people[(each.who + each.by) % people.length])
            .revoke(modelId, each.version, "a reason")
            .then(
              () => true,
              (error: unknown) => {
                // ethers on Hardhat's chain: a revert, and nothing else, may be the answer.
                if (isCallException(error) || /revert/.test(String(error))) return false;
                throw error;
              },
            );
          expect(done, `seed ${SEED}`).to.equal(allowed);
          if (allowed) entry["revokedAt"] = BigInt(await connection.networkHelpers.time.latest());
          happened[done ? "revoked" : "refused"]++;
        }
      }
      for (const [modelId, versions] of seen) {
        expect(await registry.latest(modelId)).to.equal(BigInt(versions.length));
        for (const [index, entry] of versions.entries()) {
          expect(await entryOf(registry, modelId, index + 1)).to.deep.equal(entry);
          expect(await registry.isRevoked(modelId, index + 1)).to.equal(entry["revokedAt"] !== 0n);
        }
      }
    };
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), play), {
      seed: SEED,
      numRuns: RUNS,
      endOnFailure: true,
    });
    for (const times of Object.values(happened)) expect(times, `seed ${SEED}`).to.be.greaterThan(0);
  });
});
