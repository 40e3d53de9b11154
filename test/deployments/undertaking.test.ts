import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { z } from "zod";

import { undertake, type Terms } from "../../tasks/deployments/undertaking.ts";

import { failsWith, makeFolder, type Folder } from "./stage.ts";

const TERMS: Terms = { name: "vault-create", options: { fee: "1", cap: "2" }, from: "0x11", code: ["0x22"] };

describe("an undertaking", () => {
  let folder: Folder;
  beforeEach(async () => {
    folder = await makeFolder();
  });
  afterEach(async () => folder.remove());

  const begin = (changed: Partial<Terms> = {}, chainId = 31337n) =>
    undertake(folder.places, chainId, { ...TERMS, ...changed });
  const files = async () => readdir(folder.places.undertakings).catch(() => []);

  it("leaves nothing before it decides something, and nothing when it has ended", async () => {
    const undertaking = begin();
    expect(await undertaking.kept("ring", z.string())).to.equal(undefined);
    expect(await files()).to.deep.equal([]);
    await undertaking.keep("ring", "0x");
    expect(await files()).to.have.length(1);
    await undertaking.close();
    expect(await files()).to.deep.equal([]);
  });

  it("is the same for the same terms until it has ended, and another afterwards", async () => {
    const first = await begin().deploymentId("PriceRing");
    await begin().keep("ring", "kept");
    const reordered = { options: { cap: "2", fee: "1", host: undefined } };
    expect(await begin(reordered).deploymentId("PriceRing")).to.equal(first);
    expect(await begin(reordered).kept("ring", z.string())).to.equal("kept");
    await begin().close();
    expect(await begin().kept("ring", z.string())).to.equal(undefined);
    expect(await begin().deploymentId("PriceRing")).to.not.equal(first);
  });

  it("is another for another option, account, code, command, contract or chain", async () => {
    const others = [
      begin({ options: { fee: "2", cap: "2" } }).deploymentId("PriceRing"),
      begin({ from: "0x12" }).deploymentId("PriceRing"),
      begin({ code: ["0x23"] }).deploymentId("PriceRing"),
      begin({ name: "contest-open" }).deploymentId("PriceRing"),
      begin({}, 1n).deploymentId("PriceRing"),
      begin().deploymentId("PriceRing"),
      begin().deploymentId("TradingVault"),
    ];
    expect(new Set(await Promise.all(others)).size).to.equal(others.length);
  });

  it("is one for two who begin it at once", async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, async () => begin().deploymentId("PriceRing")));
    expect(new Set(ids).size).to.equal(1);
  });

  it("is named, and not begun anew, when its file is damaged", async () => {
    await begin().keep("ring", "kept");
    const [name = ""] = await files();
    const path = join(folder.places.undertakings, name);
    const text = await readFile(path, "utf8");
    await writeFile(path, text.slice(0, -4));
    await failsWith("EZKL_ARTIFACT_MALFORMED", begin().deploymentId("PriceRing"));
    await writeFile(path, text.replace('"run"', '"ran"'));
    await failsWith("EZKL_ARTIFACT_INVALID", begin().keep("ring", "other"));
    await writeFile(path, text.replace('"kept"\n', "7\n"));
    await failsWith("EZKL_ARTIFACT_INVALID", begin().kept("ring", z.string()));
  });
});
