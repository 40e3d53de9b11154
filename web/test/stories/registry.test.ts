import { readFile } from "node:fs/promises";

import { expect } from "chai";
import { concat, getBytes, hexlify, id, Wallet } from "ethers";
import type { Locator } from "playwright-core";

import { poseidonHash } from "../../../src/engine/wasm/poseidon.ts";
import {
  formatSignedCapture,
  parseSignedCapture,
  type SignedCapture,
} from "../../../tasks/uniqueness-registry/capture/signed-capture.ts";
import { UniquenessRegistry__factory } from "../../../types/ethers-contracts/factories/contracts/samples/uniqueness-registry/UniquenessRegistry__factory.ts";
import { thiefAt } from "../helpers/console-thief.ts";
import { expectAccessible, expectNoSidewaysScroll, shot } from "../helpers/look.ts";
import { connect, type TestPage } from "../helpers/page.ts";
import { useStage } from "../helpers/stage.ts";
import { TEST_WALLET } from "../helpers/test-wallet.ts";
import { sentBy, tracesOf } from "../helpers/traffic.ts";

const PROOF = { timeout: 300_000 };
const ABI = UniquenessRegistry__factory.createInterface();
const BURNER = "Burner (local chain only)";
/** Index of a code's first chunk among the instances. */
const CODE = 2;

describe("the registry's screen", function () {
  const stage = useStage(this);
  this.timeout(900_000);

  const registry = () =>
    UniquenessRegistry__factory.connect(stage().addresses.registry, stage().world.connection.ethers.provider);
  const codeOf = async (account: string): Promise<bigint> => (await registry().enrolmentOf(account)).code;

  it("enrols a finger once, pays it, and refuses it a second time, however the code is forged", async () => {
    const page = await stage().openPage("#/registry", { wallet: 2, connect: false });
    // The burner's requests pass through the page's own server: all that leaves the page is seen.
    await connect(page, BURNER);
    const account = new Wallet(stage().options.burner?.key ?? "").address;
    const sent = sentBy(page);

    await press(page, "ann");
    await page.getByText("Nobody is enrolled yet").waitFor();
    await prove(page);
    await expectAccessible(page);
    await shot(page, "registry-proved");
    await enrol(page).click();
    await page.getByText("is your own: this account has this finger").waitFor();
    const code = await codeOf(account);
    expect(code).to.not.equal(0n);
    await page.getByText(`with the code 0x${code.toString(16).padStart(32, "0")}`).waitFor();

    await page.getByText("from the next period on").waitFor();
    await page.getByRole("button", { name: "Forward to the next period" }).click();
    await page.getByText("A new period has begun.").waitFor();
    await page.getByRole("button", { name: "Claim 10 pTOK" }).click();
    await page.getByText("claimed; the next period begins").waitFor();
    const token = await stage().world.connection.ethers.getContractAt(
      "PracticeToken",
      await registry().TOKEN(),
    );
    expect(await token.getFunction("balanceOf").staticCall(account)).to.equal(10n * 10n ** 18n);
    await page.getByText("10 pTOK", { exact: true }).waitFor();

    const capture = await exported(page);
    expect(sent().join("\n"), "what is public does leave").to.include(code.toString(16));
    expect(tracesOf(capture, sent()), "traces of patch and salt in what was sent").to.deep.equal([]);
    expect(tracesOf(capture, [hexlify(capture)]), "traces where there are some").to.have.length.above(0);

    const thief = await thiefAt(page, TEST_WALLET);
    await page.getByRole("button", { name: /^0x[0-9a-fA-F]{4}…/ }).click();
    await page.getByRole("menuitem", { name: "Disconnect" }).click();
    await connect(page);
    expect(await page.getByText("What does not").count(), "the capture of another account").to.equal(0);
    await press(page, "ann", 2);
    await page.getByText("This finger is enrolled already").waitFor();
    await prove(page);
    await enrol(page).click();
    const refused = page.getByRole("main").getByRole("alert").filter({ hasText: "Refused by the contract" });
    await refused.getByText(/the code 0x[0-9a-f]{32} differs in \d+ of 128 bits only/).waitFor();
    await refused.getByText("AlreadyEnrolled", { exact: true }).waitFor();
    await shot(page, "registry-refused");

    const honest = await thief.last();
    const [proof, instances, deadline, signature] = ABI.decodeFunctionData(
      "enroll",
      honest.data,
    ) as unknown as [string, bigint[], bigint, string];
    const forged = instances.map((value, index) => (index === CODE ? value ^ 0xffffn : value));
    const data = ABI.encodeFunctionData("enroll", [proof, forged, deadline, signature]);
    expect(await thief.ask("eth_call", { ...honest, data })).to.include(
      selectorOf("EzklConsumerProofRejected"),
    );
    expect(await thief.ask("eth_sendTransaction", { ...honest, data })).to.not.equal(undefined);
    expect(await codeOf(page.wallet.account)).to.equal(0n);
    expect(await registry().enrolled()).to.equal(1n);
  });

  it("loads a capture that a device made for this account, and no other", async () => {
    const page = await stage().openPage("#/registry", { wallet: 3, scheme: "dark", width: 360 });
    const { account } = page.wallet;
    const [, another] = await stage().world.connection.ethers.getSigners();
    const own = await captureFor(account);
    const others = await captureFor(another?.address ?? "");
    const changed = { ...own, capture: own.capture.map((byte, index) => (index === 7 ? byte ^ 1 : byte)) };

    await page.getByRole("tab", { name: "Load a capture" }).click();
    await load(page, formatSignedCapture(others));
    await page.getByText(`the device signed for ${others.account}, and ${account} acts`).waitFor();
    await load(page, formatSignedCapture({ ...others, account }));
    await page.getByText("the signature is not that of the device").waitFor();
    await load(page, formatSignedCapture(changed));
    await page.getByText("its bytes are not those that the device signed for").waitFor();
    await load(page, "a holiday picture");
    await page.getByText("the capture file is not JSON").waitFor();
    expect(await page.getByRole("button", { name: "Make the proof" }).count()).to.equal(0);

    await load(page, formatSignedCapture(own));
    await page.getByRole("button", { name: "Make the proof" }).waitFor();
    await page.getByText(`0x${own.imageHash.toString(16).padStart(64, "0")}`).waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await shot(page, "registry-loaded-360-dark");
    await page.getByRole("button", { name: "Forget it" }).click();
    expect(await page.getByText("What does not").count()).to.equal(0);
  });

  /** Noise that the practice device signed for. */
  async function captureFor(account: string): Promise<SignedCapture> {
    const capture = getBytes(
      concat(Array.from({ length: 8 }, (_, block) => id(`noise of ${account}, ${block}`))),
    );
    const imageHash = await poseidonHash(Array.from(capture, BigInt));
    const asked = { imageHash: imageHash.toString(), account, act: "enroll" } as const;
    const { device, deadline, signature } = await stage().act("registry/device", asked);
    const place = { registry: stage().addresses.registry, chainId: BigInt(stage().world.chainId) };
    return {
      ...{ version: 1, source: "noise", capture, imageHash, account, act: "enroll" },
      ...{ ...place, deadline: BigInt(deadline), device, signature },
    };
  }
});

async function press(page: TestPage, finger: string, number = 1): Promise<void> {
  await page.getByRole("textbox", { name: "Finger" }).fill(finger);
  await page.getByRole("textbox", { name: "Capture number" }).fill(String(number));
  await page.getByRole("button", { name: "Press three times" }).click();
  await page.getByText(`Captured: synthetic finger ${finger}`).waitFor(PROOF);
}

async function prove(page: TestPage): Promise<void> {
  await page.getByRole("button", { name: "Make the proof" }).click();
  await page.getByText(/^Proved and checked in/).waitFor(PROOF);
}

function enrol(page: TestPage): Locator {
  return page.getByRole("button", { name: "Enrol", exact: true });
}

async function load(page: TestPage, text: string): Promise<void> {
  const file = { name: "capture.json", mimeType: "application/json", buffer: Buffer.from(text) };
  await page.locator("input[type=file]").setInputFiles(file);
}

/** What the page saves when its owner asks. */
async function exported(page: TestPage): Promise<Uint8Array> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save it to a private file" }).click(),
  ]);
  const path = await download.path();
  return parseSignedCapture(await readFile(path, "utf8"), path).capture;
}

function selectorOf(error: string): string {
  return ABI.getError(error)?.selector ?? "no such error";
}
