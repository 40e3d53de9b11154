import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import { expect } from "chai";

import { decodeRevert } from "../../../tasks/samples/chain/decode-revert.ts";
import { endOf, formatDay } from "../../../tasks/trading-vault/format/day.ts";
import { proveDecision, type Decision } from "../../../tasks/trading-vault/prove.ts";
import { readPosition } from "../../../tasks/trading-vault/read/position.ts";
import { readState, type State } from "../../../tasks/trading-vault/read/state.ts";
import { findVault } from "../../../tasks/trading-vault/vault.ts";
import { readWindow, type Window } from "../../../tasks/trading-vault/window.ts";
import { thiefAt } from "../helpers/console-thief.ts";
import { expectAccessible, expectNoSidewaysScroll, shot } from "../helpers/look.ts";
import { watchMainThread } from "../helpers/main-thread.ts";
import type { TestPage } from "../helpers/page.ts";
import { useStage } from "../helpers/stage.ts";
import { TEST_WALLET } from "../helpers/test-wallet.ts";

const run = promisify(execFile);
const HARDHAT = join(
  dirname(createRequire(import.meta.url).resolve("hardhat/package.json")),
  "dist/src/cli.js",
);
const UNIT = 10n ** 6n;
/** Milliseconds, for the development build, which draws each part twice. Nothing is proven on this screen. */
const MOST_TASK = 400;

describe("the page: the vault", function () {
  const stage = useStage(this);
  this.timeout(240_000);
  let folder: string;

  before(async () => (folder = await mkdtemp(join(tmpdir(), "web-vault-"))));
  after(async () => rm(folder, { recursive: true, force: true }));

  const vault = async () => findVault(stage().world.desks.vault, undefined);
  const standing = async (): Promise<State> => readState(await vault());
  const position = async (page: TestPage) =>
    readPosition(await vault(), await standing(), page.wallet.account);

  const open = async (
    options: Parameters<ReturnType<typeof stage>["openPage"]>[1] = {},
  ): Promise<TestPage> => {
    const page = await stage().openPage("#/vault", options);
    await page.getByRole("heading", { name: "History" }).waitFor();
    return page;
  };

  /** Types an amount and clicks until the page says that it is in the vault. */
  const deposit = async (page: TestPage, whole: string): Promise<void> => {
    await page.getByRole("button", { name: "Make 10,000 pUSD" }).click();
    const section = page.getByRole("region", { name: "Deposit" });
    await section.getByText(/Confirmed in block/).waitFor();
    await section.getByLabel("Amount, in pUSD").fill(whole);
    await section.getByText(/You get .* for at most/).waitFor();
    await section.getByRole("button", { name: "Deposit", exact: true }).click();
    const shares = Number(whole).toLocaleString("en", { minimumFractionDigits: 4 });
    await page.getByRole("region", { name: "Your shares" }).getByText(`${shares} vpUSD`).waitFor();
  };

  const nextDay = async (page: TestPage): Promise<void> => {
    const { currentEpoch } = await standing();
    await page.getByRole("button", { name: "Let a day pass" }).click();
    await page.getByText(`Due: a proof of ${formatDay(currentEpoch + 1n)}`).waitFor();
  };

  /** The decision of the latest day for an account, by the native prover. */
  const decide = async (keeper: string): Promise<{ window: Window; decision: Decision }> => {
    const { workspace, chainId } = stage().world.desks.vault;
    const window = await readWindow(await vault(), (await standing()).currentEpoch);
    return { window, decision: await proveDecision(workspace, chainId, await vault(), window, keeper) };
  };

  const choose = async (page: TestPage, file: string): Promise<void> => {
    await page.locator('input[type="file"]').setInputFiles(file);
  };

  it("deposit, a day, a proof, a trade, a sale: balances say the same", async () => {
    const page = await open();
    await deposit(page, "1000");
    expect((await standing()).stable).to.equal(1000n * UNIT);
    const before = await position(page);
    await nextDay(page);
    await page.getByRole("button", { name: "Record closes" }).click();
    await page.getByText(/All 29 closes/).waitFor();

    const mine = join(folder, "day.json");
    await writeFile(mine, JSON.stringify((await decide(page.wallet.account)).decision.file));
    await choose(page, mine);
    await page.getByText(/The vault would spend/).waitFor();
    await page.getByRole("button", { name: "Tamper with it and ask the chain" }).click();
    await page.getByText("EzklConsumerProofRejected", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Send the proof and trade" }).click();
    await page.getByText(/The target is 81 % at risk: bought/).waitFor();
    await page.getByText(/Proven decisions: 1/).waitFor();
    const traded = await standing();
    expect(traded.risk > 0n && traded.stable === 750n * UNIT, String(traded.stable)).to.equal(true);
    expect(traded.lastEpoch).to.equal(traded.currentEpoch);
    expect((await position(page)).shares > before.shares, "the keeper's fee").to.equal(true);
    await shot(page, "vault-traded");

    const leave = page.getByRole("region", { name: "Leave" });
    await leave.getByRole("button", { name: "All" }).click();
    await leave.getByText(/You get .* as the market stands/).waitFor();
    await leave.getByRole("button", { name: "Leave" }).click();
    await leave.getByText(/Confirmed in block/).waitFor();
    const left = await position(page);
    expect(left.shares).to.equal(0n);
    expect(left.stable - before.stable > 990n * UNIT, String(left.stable - before.stable)).to.equal(true);
    expect((await standing()).totalSupply).to.equal(0n);
  });

  it("the native prover's file, written by the command that the page shows, is taken and traded on", async () => {
    const page = await open();
    await deposit(page, "1000");
    await nextDay(page);
    await page.getByText("Without a network", { exact: true }).click();
    const command = await page.getByLabel("Command that proves without a network").innerText();
    const saved = page.waitForEvent("download");
    await page.getByRole("link", { name: "window.json" }).click();
    await (await saved).saveAs(join(folder, "window.json"));
    const [npx, hardhat, ...words] = command.trim().split(" ");
    expect([npx, hardhat]).to.deep.equal(["npx", "hardhat"]);
    const args = words.map((word) => (word.endsWith(".json") ? join(folder, word) : word));
    await run(process.execPath, [HARDHAT, ...args]);

    await choose(page, join(folder, "proof.json"));
    await page.getByText("all 28 returns are the chain’s").waitFor();
    await page.getByRole("button", { name: "Send the proof and trade" }).click();
    await page.getByText(/The target is 81 % at risk: bought/).waitFor();
    expect((await standing()).risk > 0n).to.equal(true);
  });

  it("a proof for another account, and one of another day, are told before sending and refused by the contract", async () => {
    const page = await open();
    await deposit(page, "1000");
    await nextDay(page);
    const [other = ""] = (await stage().world.connection.ethers.getSigners()).map(({ address }) => address);
    const theirs = join(folder, "theirs.json");
    const mine = join(folder, "mine.json");
    await writeFile(theirs, JSON.stringify((await decide(other)).decision.file));
    await writeFile(mine, JSON.stringify((await decide(page.wallet.account)).decision.file));

    await choose(page, theirs);
    await page.getByText("✗ Keeper differs").waitFor();
    await page.getByText("The vault will refuse this proof").waitFor();
    await page.getByRole("button", { name: "Send it all the same" }).click();
    await page.getByRole("alert").getByText("EzklContextMismatch", { exact: true }).waitFor();

    await page.getByRole("button", { name: "Let a day pass" }).click();
    await page.getByText(/2 of 29 closes/).waitFor();
    await choose(page, mine);
    await page.getByText("✗ Day differs").waitFor();
    await page.getByText("✗ Prices differs").waitFor();
    await page.getByRole("button", { name: "Send it all the same" }).click();
    await page.getByRole("alert").getByText("EzklContextMismatch", { exact: true }).waitFor();
    const { risk, stable } = await standing();
    expect([risk, stable]).to.deep.equal([0n, 1000n * UNIT]);
  });

  it("never holds the main thread up for long, from the deposit to a proof that is looked at", async () => {
    const page = await open();
    const longest = await watchMainThread(stage().browser);
    await deposit(page, "1000");
    await nextDay(page);
    const mine = join(folder, "smooth.json");
    await writeFile(mine, JSON.stringify((await decide(page.wallet.account)).decision.file));
    await choose(page, mine);
    await page.getByText(/The vault would spend/).waitFor();
    expect(await longest(), "longest task of the main thread, ms").to.be.below(MOST_TASK);
  });

  it("says why the proof is not made in the page itself", async () => {
    const page = await open();
    await page.getByText("In this page", { exact: true }).click();
    await page.getByText(/the wasm engine refuses the circuit/).waitFor();
    await page.getByText("By a command", { exact: true }).click();
    await page.getByLabel("Command that proves with a network").waitFor();
  });

  it("a file that is no proof is told, and nothing is offered to be sent", async () => {
    const page = await open();
    const film = join(folder, "film.json");
    await writeFile(film, "MZ");
    await choose(page, film);
    await page
      .getByRole("alert")
      .getByText(/film\.json|no JSON|not JSON/i)
      .first()
      .waitFor();
    expect(await page.getByRole("button", { name: /Send/ }).count()).to.equal(0);
  });

  it("an allocation that is typed into the console is refused by the contract", async () => {
    const page = await open();
    await deposit(page, "1000");
    await nextDay(page);
    const { window: day, decision } = await decide(page.wallet.account);
    const { contract, address } = await vault();
    const forged = decision.instances.map((felt) =>
      felt === decision.allocation ? 1n << BigInt(decision.scale) : felt,
    );
    expect(forged).to.not.deep.equal(decision.instances);
    const { epoch, rounds } = day;
    const data = contract.interface.encodeFunctionData("rebalance", [
      epoch,
      rounds,
      endOf(epoch + 1n),
      decision.proof,
      forged,
    ]);
    const thief = await thiefAt(page, TEST_WALLET);
    const refused = await thief.ask("eth_sendTransaction", { from: page.wallet.account, to: address, data });
    expect(decodeRevert(JSON.parse(refused ?? "{}"), [contract.interface])?.name).to.equal(
      "EzklConsumerProofRejected",
    );
    const { risk, lastEpoch } = await standing();
    expect(risk).to.equal(0n);
    expect(lastEpoch < epoch).to.equal(true);
  });

  for (const { scheme, width } of [
    { scheme: "light", width: 360 },
    { scheme: "dark", width: 1280 },
  ] as const) {
    it(`is accessible and fits, ${scheme}, ${width} pixels`, async () => {
      const page = await open({ scheme, width });
      await deposit(page, "1000");
      await nextDay(page);
      const mine = join(folder, `${scheme}.json`);
      await writeFile(mine, JSON.stringify((await decide(page.wallet.account)).decision.file));
      await choose(page, mine);
      await page.getByText(/The vault would spend/).waitFor();
      await page.getByRole("button", { name: "Send the proof and trade" }).click();
      await page.getByText(/Proven decisions: 1/).waitFor();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await shot(page, `vault-${scheme}-${width}`);
    });
  }
});
