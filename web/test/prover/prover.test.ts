import { readFile } from "node:fs/promises";
import { cpus } from "node:os";

import { expect } from "chai";
import { network } from "hardhat";
import type { Browser, Page } from "playwright-core";

import { contextHash, parseManifest, type Manifest, type ProofFile } from "../../../src/index.ts";
import { poseidonHash } from "../../../src/engine/wasm/poseidon.ts";
import { readInput, type InputData } from "../../../src/pipeline/input.ts";
import type { Asked } from "../../prover-page/asked.ts";
import type { ModelName, ProofWanted } from "../../src/prover/types.ts";

import { requireChromium, launchChromium } from "../helpers/chromium.ts";
import { watchMainThread } from "../helpers/main-thread.ts";
import { contextFor } from "../helpers/page.ts";

import { serveBuiltProver, serveProver, type Served } from "./served.ts";

declare const asked: Asked;

const CONTEXT = {
  chainId: "31337",
  consumer: `0x${"11".repeat(20)}`,
  account: `0x${"22".repeat(20)}`,
  scope: `0x${"07".repeat(32)}`,
};

/** Longest task that the page's main thread may have, milliseconds. */
const MOST_TASK = 200;

const inputOf = async (model: ModelName): Promise<InputData> => {
  const path = `models/${model}/input.json`;
  return readInput(await readFile(path, "utf8"), path).input_data;
};
const wanted = async (model: ModelName): Promise<ProofWanted> => ({
  model,
  input: await inputOf(model),
  context: CONTEXT,
});
const manifestOf = async (model: ModelName): Promise<Manifest> => {
  const path = `models/${model}/model.lock.json`;
  return parseManifest(await readFile(path, "utf8"), path);
};

/** By the model's generated contract, which reverts on a proof that it refuses. */
async function expectAccepted({ proof, instances }: ProofFile, contract: string): Promise<void> {
  const { ethers } = await network.create();
  const verifier = await ethers.deployContract(contract);
  const ask = async (felts: readonly string[]): Promise<unknown> =>
    verifier
      .getFunction("verifyProof")
      .staticCall(proof, felts)
      .catch(() => false);
  expect(await ask(instances)).to.equal(true);
  expect(await ask(instances.with(0, `0x${"00".repeat(31)}01`))).to.equal(false);
}

describe("proving in the page", function () {
  this.timeout(600_000);
  let browser: Browser;
  const served: Served[] = [];
  let isolated: Served;

  before(async function () {
    browser = await launchChromium(requireChromium(this));
    isolated = await serveBuiltProver(true);
    served.push(isolated);
  });

  after(async () => {
    await browser?.close();
    await Promise.all(served.map(async ({ close }) => close()));
  });

  /** Each in a profile of its own, with nothing kept. */
  const open = async ({ url }: Served = isolated): Promise<Page> => {
    const page = await (await contextFor(browser, {})).newPage();
    await page.goto(url);
    await page.waitForFunction("'asked' in globalThis");
    return page;
  };
  const close = async (page: Page): Promise<void> => page.context().close();
  const run = async (page: Page, model: ModelName) =>
    page.evaluate(async ([name, input]) => asked.run(name, input), [model, await inputOf(model)] as const);

  it("singing-judge: threads, steps, a responsive page, and a proof that its contract accepts", async () => {
    const page = await open();
    const busy = await watchMainThread(browser);
    const made = await page.evaluate(async (proof) => asked.prove(proof), await wanted("singing-judge"));
    const longestTask = await busy();
    expect(made.refused).to.equal(undefined);
    const { file, threads, seconds } = made.result!;
    expect(made.steps).to.deep.equal(["download", "witness", "prove", "verify"]);
    expect(threads).to.equal(cpus().length);
    expect(seconds).to.be.greaterThan(0).and.at.most(made.seconds);
    expect(longestTask, "longest task of the main thread, ms").to.be.lessThan(MOST_TASK);
    const { modelDigest } = await manifestOf("singing-judge");
    expect(file).to.include({ model: "singing-judge", modelDigest, engine: "21.0.0" });
    expect(file.context).to.deep.equal(CONTEXT);
    const hash = BigInt(contextHash({ ...CONTEXT, chainId: 31337, modelDigest }));
    expect(BigInt(file.statement["context"] as string)).to.equal(BigInt.asUintN(162, hash));
    await expectAccepted(file, "SingingJudgeVerifier");

    // Everything was kept, nothing is downloaded again.
    const kept = await page.evaluate(async () => asked.kept());
    expect(kept).to.have.length(4);
    expect(kept.every(({ intact }) => intact)).to.equal(true);
    await page.route("**/circuits/**", async (route) => route.abort());
    expect((await run(page, "singing-judge")).refused).to.equal(undefined);
    await close(page);
  });

  it("biometric-code: its key is made here, once, and is the manifest's", async () => {
    const page = await open();
    const proof = await wanted("biometric-code");
    const busy = await watchMainThread(browser);
    const made = await page.evaluate(async (asking) => asked.prove(asking), proof);
    const longestTask = await busy();
    expect(made.refused).to.equal(undefined);
    expect(made.steps).to.deep.equal(["download", "keys", "witness", "prove", "verify"]);
    expect(made.bytes).to.be.lessThan(100e6);
    expect(longestTask, "longest task of the main thread, ms").to.be.lessThan(MOST_TASK);
    await expectAccepted(made.result!.file, "BiometricCodeVerifier");
    const { pkSha256 } = await manifestOf("biometric-code");
    const kept = await page.evaluate(async () => asked.kept());
    expect(kept).to.deep.include({ sha256: pkSha256, intact: true });
    const again = await page.evaluate(async (asking) => asked.prove(asking, "prove"), proof);
    expect(again.steps).to.deep.equal(["download", "witness", "prove"]);
    await close(page);
  });

  it("trading-signal: told that the wasm engine refuses its circuit, and what proves it", async () => {
    const page = await open();
    const made = await page.evaluate(async (proof) => asked.prove(proof), await wanted("trading-signal"));
    expect(made.refused).to.equal("EZKL_WEB_CIRCUIT_MISSING");
    expect(made.remedy).to.contain("npx hardhat ezkl prove trading-signal");
    await close(page);
  });

  it("the circuit runs without a proof, with the outputs that the proof would have", async () => {
    const page = await open();
    const { result } = await run(page, "biometric-code");
    expect(result!.map((tensor) => tensor.length)).to.deep.equal([8]);
    const values = [1n, 2n, 3n];
    expect(await page.evaluate(async (felts) => asked.poseidon(felts), values)).to.equal(
      await poseidonHash(values),
    );
    await close(page);
  });

  it("input that the circuit cannot hold is refused in the core's words, and the worker stays", async () => {
    const page = await open();
    const input = await inputOf("singing-judge");
    const wrong = [(input[0] ?? []).with(0, 1e12), ...input.slice(1)];
    const ask = async (data: InputData) =>
      page.evaluate(async (given) => asked.run("singing-judge", given), data);
    expect((await ask(wrong)).refused).to.equal("EZKL_INPUT_RANGE");
    expect((await ask(input.slice(1))).refused).to.equal("EZKL_INPUT_INVALID");
    expect((await ask(input)).refused).to.equal(undefined);
    await close(page);
  });

  it("a download that was altered, cut or is not there is refused and not kept", async () => {
    const page = await open();
    const { circuitSha256 } = await manifestOf("singing-judge");
    const path = `**/circuits/${circuitSha256}.bin`;
    const whole = Buffer.from(
      await (await fetch(`${isolated.url}circuits/${circuitSha256}.bin`)).arrayBuffer(),
    );
    const altered = Buffer.from(whole);
    altered[altered.length >> 1]! ^= 1;
    for (const [body, code] of [
      [altered, "EZKL_WEB_DOWNLOAD_DAMAGED"],
      [whole.subarray(0, -1), "EZKL_WEB_DOWNLOAD_DAMAGED"],
      [Buffer.concat([whole, Buffer.alloc(1)]), "EZKL_WEB_DOWNLOAD_DAMAGED"],
      [undefined, "EZKL_WEB_DOWNLOAD"],
    ] as const) {
      await page.route(path, async (route) =>
        body === undefined ? route.abort() : route.fulfill({ status: 200, body }),
      );
      expect((await run(page, "singing-judge")).refused).to.equal(code);
      expect(await page.evaluate(async () => asked.kept())).to.deep.equal([]);
      await page.unroute(path);
    }
    expect((await run(page, "singing-judge")).refused).to.equal(undefined);
    await close(page);
  });

  it("a kept file that was damaged is noticed and downloaded again", async () => {
    const page = await open();
    const { circuitSha256 } = await manifestOf("singing-judge");
    await run(page, "singing-judge");
    await page.evaluate(async (sha256) => asked.damage(sha256), circuitSha256);
    const kept = async () => page.evaluate(async () => asked.kept());
    expect(await kept()).to.deep.equal([{ sha256: circuitSha256, intact: false }]);
    const again = await run(page, "singing-judge");
    expect(again.refused).to.equal(undefined);
    expect(again.bytes).to.be.greaterThan(0);
    expect(await kept()).to.deep.equal([{ sha256: circuitSha256, intact: true }]);
    await close(page);
  });

  it("cancelling ends the proof at once, and the next thing works", async () => {
    const page = await open();
    const cancelled = await page.evaluate(
      async (proof) => asked.prove(proof, "prove"),
      await wanted("singing-judge"),
    );
    expect(cancelled.refused).to.equal("AbortError");
    expect(cancelled.steps.at(-1)).to.equal("prove");
    expect((await run(page, "singing-judge")).refused).to.equal(undefined);
    await close(page);
  });

  it("a visitor sees the steps, cancels, and is told so", async () => {
    const page = await open();
    await page.evaluate((proof) => asked.show(proof), await wanted("singing-judge"));
    await page.getByRole("status").getByText("Make the proof, step 4 of 5.").waitFor();
    expect(await page.getByText(`${cpus().length} threads.`).count()).to.equal(1);
    await page.getByRole("button", { name: "Cancel the proof" }).press("Enter");
    await page.getByRole("alert").getByText("Cancelled").waitFor();
    await close(page);
  });

  it("a reload in the middle leaves nothing half-written", async () => {
    const page = await open();
    const { pkSha256 } = await manifestOf("singing-judge");
    await page.route(`**/circuits/${pkSha256}.bin`, async () => undefined);
    const asking = page.waitForRequest(`**/circuits/${pkSha256}.bin`);
    await page.evaluate((proof) => asked.show(proof), await wanted("singing-judge"));
    await asking;
    await page.reload();
    await page.waitForFunction("'asked' in globalThis");
    const kept = await page.evaluate(async () => asked.kept());
    expect(kept).to.have.length(3);
    expect(kept.every(({ intact }) => intact)).to.equal(true);
    expect((await run(page, "singing-judge")).refused).to.equal(undefined);
    await close(page);
  });

  it("without the headers there is one thread, the page says so, and the proof is made all the same", async () => {
    const plain = await serveBuiltProver(false);
    served.push(plain);
    const page = await open(plain);
    expect(await page.evaluate(() => asked.threads)).to.equal(1);
    await page.evaluate((proof) => asked.show(proof), await wanted("singing-judge"));
    await page.getByText("One thread: this page is not cross-origin isolated.").waitFor();
    await page.getByText(/^Proved and checked in [0-9.]+ s by one thread\.$/).waitFor({ timeout: 0 });
    await close(page);
  });

  it("the development server does it too, with threads", async () => {
    const development = await serveProver();
    served.push(development);
    const page = await open(development);
    expect(await page.evaluate(() => asked.threads)).to.equal(cpus().length);
    expect((await run(page, "singing-judge")).refused).to.equal(undefined);
    await close(page);
  });
});
