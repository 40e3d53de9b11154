import { execFileSync } from "node:child_process";
import { mkdir } from "node:fs/promises";

import { expect } from "chai";

import { writeFileAtomic } from "../../../src/pipeline/files.ts";
import { useSandbox } from "./fixture.ts";
import { refuses } from "./refuses.ts";
import { Sandbox } from "./sandbox.ts";

/** Mounts a small file system at `directory`; false where this process may not. */
async function mountSmall(directory: string, size: string): Promise<boolean> {
  await mkdir(directory, { recursive: true });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", directory], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe("a disk that is full", function () {
  this.timeout(60_000);
  const sandbox = useSandbox(async () => Sandbox.make());
  let mounted: string | undefined;

  const mountOrSkip = async (test: Mocha.Context, directory: string, size: string): Promise<void> => {
    if (!(await mountSmall(directory, size))) {
      console.log("      needs the right to mount a small tmpfs");
      test.skip();
    }
    mounted = directory;
  };

  const unmount = (): void => {
    if (mounted !== undefined) execFileSync("umount", [mounted]);
    mounted = undefined;
  };

  it("EZKL_DISK_FULL: the proving key does not fit; nothing stands at a final path, and with room the build goes on", async function () {
    await sandbox().write("m");
    const output = sandbox().path("cache/ezkl");
    await mountOrSkip(this, output, "600k");
    try {
      const { where } = await refuses("EZKL_DISK_FULL", async () =>
        sandbox().build("m", { skipPreflight: true }),
      );
      expect(where).to.contain("key");
      expect(await sandbox().leftovers()).to.deep.equal([]);
      const files = await sandbox().files();
      expect(files).to.not.include.members(["cache/ezkl/m/pk.key"]);
      expect(files).to.not.include.members(["models/m/model.lock.json"]);
      execFileSync("mount", ["-o", "remount,size=50m", output]);
      await sandbox().build("m");
    } finally {
      unmount();
    }
  });

  it("EZKL_NO_DISK: found before the keys are begun", async function () {
    await sandbox().write("m");
    await mountOrSkip(this, sandbox().path("cache/ezkl"), "600k");
    try {
      const { remedy } = await refuses("EZKL_NO_DISK", async () => sandbox().build("m"));
      expect(remedy).to.contain("--skip-preflight");
      expect(await sandbox().leftovers()).to.deep.equal([]);
    } finally {
      unmount();
    }
  });

  it("EZKL_DISK_FULL: a file of ours does not fit", async function () {
    const directory = sandbox().path("small");
    await mountOrSkip(this, directory, "8k");
    try {
      await refuses("EZKL_DISK_FULL", async () => writeFileAtomic(`${directory}/a`, "x".repeat(100_000)));
      expect(await sandbox().files()).to.deep.equal([]);
    } finally {
      unmount();
    }
  });
});
