import { expect } from "chai";
import type { Browser, BrowserContext } from "playwright-core";

import type { ActName, PracticeActs } from "../../practice-acts.ts";

import { requireChromium, hears, launchChromium } from "./chromium.ts";
import {
  connect,
  contextFor,
  watchConsole,
  type ConsoleWatch,
  type PageOptions,
  type TestPage,
} from "./page.ts";
import { TestWallet } from "./test-wallet.ts";
import { stageOnce, type Staged } from "./world.ts";

/** What is on the chain, by what it is. */
export interface Addresses {
  readonly contest: string;
  readonly registry: string;
  readonly vault: string;
  readonly ring: string;
}

/** What a browser test has. */
export interface Stage extends Staged {
  readonly addresses: Addresses;
  /** Opens a screen (`#/contest`) as somebody who never was there before. */
  openPage(hash: string, options?: PageOptions): Promise<TestPage>;
  /** What the page's buttons of practice ask, without the page. */
  act<Name extends ActName>(
    name: Name,
    asked: PracticeActs[Name]["asked"],
  ): Promise<PracticeActs[Name]["answer"]>;
}

/**
 * The shared world for the tests of a `describe`. After each of them the chain is as it was before, the pages are closed, and an error in a
 * page's console is a failure. Without a browser the tests are skipped; in CI they fail.
 */
export function useStage(suite: Mocha.Suite): () => Stage {
  suite.timeout(120_000);
  let stage: Stage | undefined;
  let snapshot: unknown;
  const contexts: BrowserContext[] = [];
  const browsers: Browser[] = [];
  const watches: ConsoleWatch[] = [];
  const get = (): Stage => {
    if (stage === undefined)
      throw new Error("the stage is set before the tests, not while they are declared");
    return stage;
  };
  const rpc = async (method: string, params: readonly unknown[] = []): Promise<unknown> =>
    get().world.connection.provider.request({ method, params: [...params] });

  before(async function () {
    this.timeout(600_000);
    const chromium = requireChromium(this);
    const staged = await stageOnce(chromium);
    const { records } = staged;
    const address = (name: string): string => records[name]?.address ?? "";
    stage = {
      ...staged,
      addresses: {
        contest: address("SingingContest"),
        registry: address("UniquenessRegistry"),
        vault: address("TradingVault"),
        ring: address("PriceRing"),
      },
      act: async (name, asked) => staged.options.practice.acts[name](asked),
      openPage: async (hash, options = {}) => {
        const { wav } = options;
        const browser = wav === undefined ? staged.browser : await launchChromium(chromium, hears(wav));
        if (wav !== undefined) browsers.push(browser);
        const context = await contextFor(browser, options);
        contexts.push(context);
        const page = await context.newPage();
        const watch = watchConsole(page);
        watches.push(watch);
        const account = await addressOf(staged, options.wallet === false ? 0 : (options.wallet ?? 1));
        const wallet = new TestWallet(account, BigInt(staged.world.chainId), async ({ method, params }) =>
          rpc(method, params),
        );
        if (options.wallet !== false) await wallet.injectInto(page);
        await page.goto(`${options.url ?? staged.url}${hash}`);
        if (options.wallet !== false && options.connect !== false) await connect(page);
        return Object.assign(page, { wallet, allow: (error: RegExp) => void watch.allowed.push(error) });
      },
    };
  });

  beforeEach(async () => {
    snapshot = await rpc("evm_snapshot");
  });

  afterEach(async () => {
    const errors = watches.splice(0).flatMap((watch) => watch.errors());
    for (const context of contexts.splice(0)) await context.close();
    for (const browser of browsers.splice(0)) await browser.close();
    await rpc("evm_revert", [snapshot]);
    expect(errors, "errors in the console").to.deep.equal([]);
  });
  return get;
}

async function addressOf({ world }: Staged, account: number): Promise<string> {
  const signers = await world.connection.ethers.getSigners();
  const signer = signers[account];
  if (signer === undefined) throw new RangeError(`the node has no account ${account}`);
  return signer.address;
}
