import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { withLock } from "../../../src/pipeline/lock.ts";
import { copyOfTiny, useSandbox } from "./fixture.ts";
import { refuses } from "./refuses.ts";
import { Sandbox } from "./sandbox.ts";

const CHILD = fileURLToPath(new URL("../../../scripts/test-children/build-or-prove.ts", import.meta.url));
/** Above the kernel's largest process id. */
const NOBODY = 4_194_305;
const KILLS = 6;
/** The parent has run before now. */
const SINCE = Date.now();

/** mulberry32: the moments of a failed run can be had again by its seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function start(
  verb: "build" | "prove",
  root: string,
): { child: ChildProcess; said: () => string; ended: Promise<unknown> } {
  const child = spawn(process.execPath, ["--no-warnings", CHILD, verb, root, "tiny"]);
  let output = "";
  const keep = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  return { child, said: () => output, ended: once(child, "close") };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const limit = Date.now() + 30_000; !(await condition()); await delay(5))
    if (Date.now() > limit) throw new Error("waited in vain");
}

describe("a build that is killed", function () {
  this.timeout(180_000);
  const sandbox = useSandbox(copyOfTiny);

  /** The committed files stay, all that the build makes from them is gone. */
  const unbuild = async (): Promise<void> => {
    for (const made of ["cache", "contracts", "types", "models/tiny/model.lock.json"])
      await rm(sandbox().path(made), { recursive: true, force: true });
  };

  it(`ends, run again, as if nothing had happened (${KILLS} random moments)`, async () => {
    const seed = Number(process.env["TEST_SEED"] ?? Date.now() % 2 ** 31);
    console.log(`      TEST_SEED=${seed}`);
    const next = random(seed);
    const files = (await sandbox().files()).sort();
    const manifest = await sandbox().text("models/tiny/model.lock.json");

    await unbuild();
    const undisturbed = start("build", sandbox().root);
    await until(() => undisturbed.said().includes("ready"));
    const began = performance.now();
    await undisturbed.ended;
    const whole = performance.now() - began;
    expect(undisturbed.said()).to.contain("made keys");

    for (let kill = 0; kill < KILLS; kill += 1) {
      await unbuild();
      const { child, said, ended } = start("build", sandbox().root);
      await until(() => said().includes("ready"));
      await delay(next() * whole);
      child.kill("SIGKILL");
      await ended;
      await sandbox().build("tiny");
      expect(await sandbox().text("models/tiny/model.lock.json"), `kill ${kill}`).to.equal(manifest);
      expect(await sandbox().leftovers(), `kill ${kill}`).to.deep.equal([]);
      expect(await sandbox().files(), `kill ${kill}`).to.deep.equal(files);
    }
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
      const { child, ended } = start("prove", sandbox().root);
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

describe("two builds at once", function () {
  this.timeout(60_000);
  const sandbox = useSandbox(async () => Sandbox.make());

  it("have one builder; the other finds everything made", async () => {
    await sandbox().write("tiny");
    const both = [start("build", sandbox().root), start("build", sandbox().root)];
    await Promise.all(both.map(async ({ ended }) => ended));
    const makers = both.filter(({ said }) => said().includes("made keys"));
    expect(both.map(({ child }) => child.exitCode)).to.deep.equal([0, 0]);
    expect(makers).to.have.length(1);
    expect(
      both
        .find((one) => one !== makers[0])
        ?.said()
        .trim(),
    ).to.equal("ready");
    expect(await sandbox().leftovers()).to.deep.equal([]);
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
