import { expect } from "chai";

import { deviceKey, openRegistry } from "../../../helpers/uniqueness-registry.ts";
import { generator, randomCode, withChunk } from "../../../helpers/uniqueness-registry-codes.ts";

const random = generator(8);
const BUCKET = 64;
/** Gas that one word of a bucket may cost: to read it, and to compare its two codes. */
const WORD = 2_100n + 1_000n;
const [CHUNK, VALUE] = [2, 0xbeef];
const crowded = () => withChunk(randomCode(random), CHUNK, VALUE);

describe("Attack on the uniqueness registry: a flooded bucket", function () {
  this.timeout(120_000);

  it("costs others no more than 32 words, keeps out one value of one chunk, and is undone by evicting", async () => {
    const world = await openRegistry({
      apart: true,
      loaded: true,
      terms: { threshold: 7n, moveThreshold: 7n },
    });
    const { ethers, registry, owner, alice, bob, enroll } = world;
    const loaded = await ethers.getContractAt("LoadedRegistry", await registry.getAddress());
    const stolen = deviceKey("stolen");
    await registry.connect(owner).addDevice(stolen.address, 1_000);
    const victim = crowded();
    const before = await loaded.gasOfNearest(victim, 7);

    const flood = Array.from({ length: BUCKET }, crowded);
    const accounts = await freshAccounts(world, BUCKET);
    for (const [i, code] of flood.entries()) await enroll(accounts[i]!, code, { device: stolen });
    const cost = (await loaded.gasOfNearest(victim, 7)) - before;
    expect(cost).to.be.within(2_100n * 32n, WORD * 32n);

    await expect(enroll(alice, victim))
      .to.be.revertedWithCustomError(registry, "BucketFull")
      .withArgs(CHUNK, VALUE);
    await enroll(bob, withChunk(crowded(), CHUNK, VALUE ^ 1));

    await registry.connect(owner).revokeDevice(stolen.address, 0);
    for (const code of flood) await registry.evict(code);
    expect(await loaded.gasOfNearest(victim, 7)).to.equal(before);
    await enroll(alice, victim);
    expect(await registry.enrolled()).to.equal(2n);
  });
});

/** Accounts that nobody has used, with ether for gas. */
async function freshAccounts(
  { ethers, networkHelpers }: Awaited<ReturnType<typeof openRegistry>>,
  count: number,
) {
  const accounts = [];
  for (let i = 0; i < count; i++) {
    const address = ethers.getAddress(`0x${(0xf100d000 + i).toString(16).padStart(40, "0")}`);
    await networkHelpers.impersonateAccount(address);
    await networkHelpers.setBalance(address, 10n ** 18n);
    accounts.push(await ethers.getSigner(address));
  }
  return accounts;
}
