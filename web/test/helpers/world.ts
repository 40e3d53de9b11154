import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import hre from "hardhat";
import type { Browser } from "playwright-core";
import { createServer } from "vite";

import { buildModels } from "../../../scripts/web/action.ts";
import { optionsFor, type WorldOptions } from "../../../scripts/web/options.ts";
import { openWorld, type World } from "../../../scripts/web/world.ts";
import type { Deployments } from "../../../src/artifacts/deployments.ts";
import { readDeployments } from "../../../src/deployments/store.ts";
import { webConfig } from "../../config.ts";

import { launchChromium } from "./chromium.ts";

/** One world, one server and one browser for all tests of a run. */
export interface Staged {
  world: World;
  /** What is on record for its chain. */
  records: Deployments;
  options: WorldOptions;
  /** Address of the page. */
  url: string;
  browser: Browser;
}

let staged: Promise<Staged> | undefined;
const endings: (() => Promise<unknown>)[] = [];

/** Started by the first who asks. */
export async function stageOnce(chromium: string): Promise<Staged> {
  staged ??= start(chromium);
  return staged;
}

after(async function () {
  this.timeout(60_000);
  for (const end of endings.reverse()) await end();
});

async function start(chromium: string): Promise<Staged> {
  await buildModels(hre);
  const world = await openWorld(hre);
  endings.push(async () => world.close());
  const options = await optionsFor(world);
  // A cache of its own: what the developer's own server has open stays as it is.
  const cacheDir = await mkdtemp(join(tmpdir(), "web-vite-"));
  endings.push(async () => rm(cacheDir, { recursive: true, force: true }));
  const server = await createServer({
    ...webConfig(options),
    ...{ cacheDir, logLevel: "error", clearScreen: false },
  });
  endings.push(async () => server.close());
  await server.listen(0);
  const url = server.resolvedUrls?.local[0] ?? "";
  const browser = await launchChromium(chromium);
  endings.push(async () => browser.close());
  await warmUp(browser, url);
  const records = await readDeployments(world.deployments, BigInt(world.chainId));
  return { world, records, options, url, browser };
}

/** The server bundles a page's packages when it first meets them, and reloads the page then: that is over before the tests begin. */
async function warmUp(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage();
  for (const screen of ["", "#/contest", "#/registry", "#/vault"]) {
    await page.goto(`${url}${screen}`);
    await page.getByRole("heading", { level: 1 }).waitFor({ timeout: 60_000 });
    await page.waitForLoadState("networkidle");
  }
  await page.close();
}
