import { chmod, mkdir, stat } from "node:fs/promises";

import { expect } from "chai";

import { foreignStore } from "../../../src/store/owner.ts";
import { useFolder } from "../srs/folder.ts";

const ROOT = 0;

describe("a store's folder", () => {
  const folder = useFolder();
  const store = (): string => folder.path("store");
  const owner = async () => stat(store()).then(({ uid, gid }) => ({ uid, gid }));
  beforeEach(async () => {
    for (const name of ["store", "store/index", "store/objects"]) {
      await mkdir(folder.path(name));
      await chmod(folder.path(name), 0o755);
    }
  });

  it("is one's own where only its account and the administrator can write, or where there is none yet", async () => {
    expect(await foreignStore(store())).to.equal(undefined);
    expect(await foreignStore(folder.path("none"))).to.equal(undefined);
    const { uid, gid } = await owner();
    expect(await foreignStore(store(), { uid, gid: gid + 1 })).to.equal(undefined);
    expect(await foreignStore(store(), { uid: undefined, gid: undefined }), "Windows").to.equal(undefined);
    // The system's folders are the administrator's.
    if ((await stat("/usr")).uid === ROOT)
      expect(await foreignStore("/usr", { uid: 7, gid: 7 })).to.equal(undefined);
  });

  it("is not where another account owns it", async () => {
    const { uid, gid } = await owner();
    const found = await foreignStore(store(), { uid: uid + 1, gid });
    // What root made is everybody's to believe.
    if (uid === ROOT) expect(found).to.equal(undefined);
    else expect(found).to.contain("belongs to another account");
  });

  for (const part of ["", "/index", "/objects"]) {
    it(`is not where everybody, or another group, may write into its ${part || "top"}`, async () => {
      const { uid, gid } = await owner();
      await chmod(`${store()}${part}`, 0o775);
      expect(await foreignStore(store(), { uid, gid }), "its own group").to.equal(undefined);
      expect(await foreignStore(store(), { uid, gid: gid + 1 })).to.contain("may write into");
      await chmod(`${store()}${part}`, 0o777);
      expect(await foreignStore(store(), { uid, gid })).to.contain("may write into");
    });
  }
});
