import { expect } from "chai";
import type { Page } from "playwright-core";

import { useStage } from "../helpers/stage.ts";

const focused = async (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent ?? "");

describe("the page by the keyboard alone", function () {
  const stage = useStage(this);

  it("skips to the content first of all, and keeps the screen", async () => {
    const page = await stage().openPage("#/vault");
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("Tab");
    expect(await focused(page)).to.equal("Skip to content");
    expect(await page.getByRole("link", { name: "Skip to content" }).boundingBox())
      .to.have.property("x")
      .that.is.at.least(0);
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).to.equal("main");
    expect(page.url()).to.match(/#\/vault$/);
  });

  it("reaches every screen, the scheme and the wallet", async () => {
    const page = await stage().openPage("#/", { connect: false, scheme: "light" });
    await page.getByRole("button", { name: "Connect Test wallet" }).waitFor();
    await page.keyboard.press("Tab");
    for (const title of ["Start", "Contest", "Registry", "Vault"]) {
      await page.keyboard.press("Tab");
      expect(await focused(page)).to.equal(title);
      await page.keyboard.press("Enter");
      await page.waitForFunction((shown) => document.title.startsWith(shown), title);
      expect(await page.getByRole("heading", { level: 1 }).count()).to.equal(1);
      const current = page.locator("nav [aria-current=page]");
      expect(await current.allTextContents()).to.deep.equal([title]);
    }
    await page.keyboard.press("Tab");
    expect(await focused(page)).to.equal("Dark");
    await page.keyboard.press("Enter");
    await page.locator("html[data-mantine-color-scheme=dark]").waitFor();
    const name = "Connect Test wallet";
    for (let tabs = 0; tabs < 3 && (await focused(page)) !== name; tabs++) await page.keyboard.press("Tab");
    expect(await focused(page)).to.equal(name);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^0x/ }).waitFor();
  });
});
