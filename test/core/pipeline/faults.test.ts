import { mkdir, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";

import { expect } from "chai";

import { startChild, until } from "../../../scripts/faults/child.ts";
import { buildAtOnce } from "../../../scripts/faults/concurrent.ts";
import { killBuilds } from "../../../scripts/faults/kills.ts";
import { random } from "../../../scripts/faults/random.ts";
import { withLock } from "../../../src/pipeline/lock.ts";
import { runs } from "../../helpers/share.ts";
import { copyOfTiny, useEngines, useSandbox } from "./fixture.ts";
import { refuses } from "./refuses.ts";
import { Sandbox } from "./sandbox.ts";

/** Above the kernel's largest process id. */
const NOBODY = 4_194_305;
/** Of builds that fill the store and of those that take from it, by turns. */
const KILLS = runs(10, 2);
const BUILDERS = runs(8, 3);
/** The parent has run before now. */
const SINCE = Date.now();

describe("a build that is killed", function () {
  this.timeout(600_000);
  const withEngines = useEngines();
  const sandbox = useSandbox(async () => withEngines(await copyOfTiny()));

  it(`ends, run again, as if nothing had happened (${KILLS} random moments)`, async () => {
    const seed = Number(process.env["TEST_SEED"] ?? Date.now() % 2 ** 31);
    console.log(`      TEST_SEED=${seed}`);
    Object.assign(sandbox().workspace, { store: { directory: sandbox().path("store"), quotaBytes: 1e9 } });
    const { failures } = await killBuilds({ sandbox: sandbox(), kills: KILLS, next: random(seed) });
    expect(failures).to.deep.equal([]);
    await sandbox().prove("tiny");
  });

  it("leaves temporary files that the next build removes", async () => {
    const left = [
      "cache/ezkl/tiny/.pk.key.1.tmp",
      "models/tiny/.settings.json.1.tmp",
      "types/ezkl/.tiny.ts.1.tmp",
    ];
    for (const file of [...left, "contracts/generated/tiny/.TinyVerifier.sol.1.tmp"])
      await writeFile(sandbox().path(file), "half");
    await sandbox().build("tiny");
    expect(await sandbox().leftovers()).to.deep.equal([]);
  });
});

describe("a killed prover's private inputs", function () {
  this.timeout(60_000);
  const sandbox = useSandbox(copyOfTiny);

  const scratch = async (): Promise<string[]> =>
    (await readdir(sandbox().path("cache/ezkl/tiny"))).filter((entry) => entry.startsWith("scratch-"));

  for (const next of ["build", "prove"] as const) {
    it(`are removed by the next ${next}`, async () => {
      const { child, ended } = startChild("prove", sandbox().root);
      await until(async () => (await scratch()).length > 0);
      child.kill("SIGKILL");
      await ended;
      expect(await scratch()).to.have.length(1);
      await sandbox()[next]("tiny");
      expect(await scratch()).to.deep.equal([]);
    });
  }

  it("stay while their prover runs", async () => {
    const mine = `scratch-${process.ppid}-0a0b0c0d`;
    await mkdir(sandbox().path("cache/ezkl/tiny", mine));
    await mkdir(sandbox().path("cache/ezkl/tiny", `scratch-${NOBODY}-0a0b0c0d`));
    await sandbox().build("tiny");
    expect(await scratch()).to.deep.equal([mine]);
  });
});

describe("builds of one model at once", function () {
  this.timeout(180_000);
  const sandbox = useSandbox(copyOfTiny);

  it(`have one builder; the others find everything made (${BUILDERS} builds)`, async () => {
    expect(await buildAtOnce(sandbox(), BUILDERS)).to.deep.equal([]);
  });
});

describe("the lock", () => {
  const sandbox = useSandbox(async () => Sandbox.make());
  const lock = (): string => sandbox().path("dir", "build.lock");

  const holdBy = async (holder: string): Promise<void> => {
    await mkdir(sandbox().path("dir"), { recursive: true });
    await writeFile(lock(), holder);
  };

  it("of a process that is gone is taken over", async () => {
    await holdBy(`${hostname()} ${NOBODY} 1`);
    expect(await withLock(lock(), async () => "done", { waitSeconds: 0 })).to.equal("done");
    expect(await sandbox().files()).to.deep.equal([]);
  });

  it("of a process whose number another has since is taken over", async function () {
    if (process.platform !== "linux") this.skip();
    await holdBy(`${hostname()} ${process.ppid} 1`);
    expect(await withLock(lock(), async () => "done", { waitSeconds: 0 })).to.equal("done");
  });

  it("that nobody has written his name into is taken over in a while", async () => {
    await holdBy("");
    const old = new Date(Date.now() - 60_000);
    await utimes(lock(), old, old);
    expect(await withLock(lock(), async () => "done", { waitSeconds: 0 })).to.equal("done");
  });

  it("is taken over although who was about to do so died", async () => {
    await holdBy(`${hostname()} ${NOBODY} 1`);
    await writeFile(`${lock()}.stale`, `${hostname()} ${NOBODY} 1`);
    expect(await withLock(lock(), async () => "done", { waitSeconds: 5 })).to.equal("done");
    expect(await sandbox().files()).to.deep.equal([]);
  });

  it("of a process that runs is waited for, and said to be", async () => {
    await holdBy(`${hostname()} ${process.ppid} ${SINCE}`);
    const told: string[] = [];
    const wait = withLock(lock(), async () => "done", { onWait: (holder) => told.push(holder) });
    await delay(250);
    expect(told).to.deep.equal([`${hostname()} ${process.ppid} ${SINCE}`]);
    await rm(lock());
    expect(await wait).to.equal("done");
  });

  it("EZKL_LOCKED: of a process that does not end; its lock stays", async () => {
    await holdBy(`${hostname()} ${process.ppid} ${SINCE}`);
    const { what } = await refuses("EZKL_LOCKED", async () =>
      withLock(lock(), async () => "", { waitSeconds: 0 }),
    );
    expect(what).to.contain(String(process.ppid));
    expect(await sandbox().files()).to.deep.equal(["dir/build.lock"]);
  });

  it("of another machine is not judged from here", async () => {
    await holdBy(`some-other-host ${NOBODY} 1`);
    await refuses("EZKL_LOCKED", async () => withLock(lock(), async () => "", { waitSeconds: 0 }));
  });

  it("is held by one at a time, whoever finds a stale one, and given back after an error", async () => {
    await holdBy(`${hostname()} ${NOBODY} 1`);
    let [inside, most] = [0, 0];
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await delay(5);
      inside -= 1;
      throw new Error("work failed");
    };
    const results = await Promise.allSettled([1, 2, 3, 4].map(async () => withLock(lock(), work)));
    expect(results.map(({ status }) => status)).to.deep.equal(new Array(4).fill("rejected"));
    expect(most).to.equal(1);
    expect(await sandbox().files()).to.deep.equal([]);
  });
});
