import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { build, preview, type PreviewServer } from "vite";

import { EzklError } from "../../../src/errors/base.ts";
import { ISOLATION, webConfig } from "../../config.ts";
import { useStage } from "../helpers/stage.ts";

describe("a production build of the page", function () {
  const stage = useStage(this);
  let folder = "";
  let server: PreviewServer | undefined;
  const quiet = { logLevel: "error" } as const;

  before(async function () {
    this.timeout(300_000);
    folder = await mkdtemp(join(tmpdir(), "web-build-"));
    const outDir = join(folder, "some", "place");
    const { deployments } = stage().options;
    await build({ ...webConfig({ deployments }), ...quiet, build: { outDir, emptyOutDir: true } });
    const served = { configFile: false, ...quiet, root: folder, build: { outDir: folder } } as const;
    server = await preview({ ...served, preview: { host: "127.0.0.1", port: 0, headers: ISOLATION } });
  });

  after(async () => {
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const url = () => `${server?.resolvedUrls?.local[0] ?? ""}some/place/`;

  it("is static files that work in a sub-folder, isolated by two headers, for a wallet of the visitor's own", async () => {
    const page = await stage().openPage("#/vault", { url: url() });
    await page.getByText("Connect a wallet", { exact: true }).waitFor({ state: "detached" });
    expect(await page.evaluate(() => crossOriginIsolated)).to.equal(true);
    await page.getByText(/^Proofs are made in this page, by \d+ threads\.$/).waitFor();
    await page.getByRole("link", { name: "Contest", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: /contest/i }).waitFor();
    expect(await page.getByRole("button", { name: /Burner/ }).count()).to.equal(0);
  });

  it("offers no burner wallet, and has neither its code nor the local world's acts in it", async () => {
    const page = await stage().openPage("#/vault", { url: url(), wallet: false });
    await page.getByText(/No wallet found/).waitFor();
    const assets = join(folder, "some", "place", "assets");
    const scripts = (await readdir(assets)).filter((file) => file.endsWith(".js"));
    const texts = await Promise.all(scripts.map(async (file) => readFile(join(assets, file), "utf8")));
    expect(texts.length).to.be.greaterThan(0);
    for (const text of texts) {
      expect(text).to.not.include("Burner (local chain only)");
      expect(text).to.not.include(stage().options.burner.key.slice(2));
      expect(text).to.not.include(stage().options.practice.device);
    }
  });

  for (const option of ["burner", "practice"] as const) {
    it(`is refused a ${option === "burner" ? "burner wallet" : "local world"}`, async () => {
      const { deployments, [option]: given } = stage().options;
      const outDir = join(folder, "refused");
      const refusal = await build({
        ...webConfig({ deployments, [option]: given }),
        ...quiet,
        build: { outDir },
      }).then(
        () => undefined,
        (error: unknown) => error,
      );
      const { message, cause } = refusal as Error;
      const code = `EZKL_WEB_${option.toUpperCase()}_IN_BUILD`;
      expect(`${refusal instanceof EzklError ? refusal.code : ""}${message}${String(cause)}`).to.include(
        code,
      );
      expect(await readdir(outDir).catch(() => [])).to.deep.equal([]);
    });
  }
});
