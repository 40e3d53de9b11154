import { expect } from "chai";
import { Wallet } from "ethers";

import { takePresses } from "../../../models/biometric-code/capture/take-patch.ts";
import { createFinger } from "../../../models/biometric-code/finger/finger.ts";
import { press } from "../../../models/biometric-code/finger/press.ts";
import { ArtifactInvalidError } from "../../../src/errors/artifact.ts";
import { mismatchOf, type Purpose } from "../../../tasks/uniqueness-registry/capture/meant-for.ts";
import {
  formatSignedCapture,
  parseSignedCapture,
  type SignedCapture,
} from "../../../tasks/uniqueness-registry/capture/signed-capture.ts";
import { signCapture, signerOf } from "../../../tasks/uniqueness-registry/capture/typed-data.ts";

const DEVICE = new Wallet(`0x${"01".repeat(32)}`);
const ACCOUNT = "0x00000000000000000000000000000000000a11ce";
const OTHER = "0x0000000000000000000000000000000000000b0b";

async function signedCapture(): Promise<SignedCapture> {
  const message = { imageHash: 7n, account: ACCOUNT, act: "enroll", deadline: 100n } as const;
  const place = { chainId: 31337n, registry: "0x00000000000000000000000000000000000000aa" };
  const signature = await signCapture(DEVICE, place, message);
  const capture = Uint8Array.from({ length: 256 }, (_, index) => index);
  return { version: 1, source: "a test", capture, ...message, ...place, device: DEVICE.address, signature };
}

describe("a signed capture", () => {
  it("is read as it was written, and nothing else is", async () => {
    const signed = await signedCapture();
    const text = formatSignedCapture(signed);
    expect(parseSignedCapture(text, "capture.json")).to.deep.equal(signed);
    const short = text.replace("ff", "");
    expect(() => parseSignedCapture(short, "capture.json"))
      .to.throw(ArtifactInvalidError)
      .with.property("fields")
      .that.deep.equals(["capture"]);
  });

  it("tells who signed it, for this account, act, place and time only", async () => {
    const signed = await signedCapture();
    const signer = (change: Partial<SignedCapture>): string | undefined => {
      const claimed = { ...signed, ...change };
      return signerOf(claimed, claimed, claimed.signature);
    };
    expect(signer({})).to.equal(DEVICE.address);
    for (const change of [
      ...[{ account: OTHER }, { act: "move" as const }, { imageHash: 8n }, { deadline: 101n }],
      ...[{ chainId: 1n }, { registry: OTHER }],
    ])
      expect(signer(change), Object.keys(change).join()).to.not.equal(DEVICE.address);
    expect(signer({ signature: `0x${"00".repeat(65)}` })).to.equal(undefined);
  });

  it("is meant for one account, act, registry, chain and time", async () => {
    const signed = await signedCapture();
    const { chainId, registry, account, act } = signed;
    const meant: Purpose = { chainId, registry, account, act, now: 100n };
    expect(mismatchOf(signed, meant)).to.equal(undefined);
    const differs = (change: Partial<Purpose>): string | undefined =>
      mismatchOf(signed, { ...meant, ...change })?.in;
    expect(differs({ chainId: 1n })).to.equal("chain");
    expect(differs({ registry: OTHER })).to.equal("registry");
    expect(differs({ act: "move" })).to.equal("act");
    expect(differs({ account: OTHER })).to.equal("account");
    expect(differs({ now: 101n })).to.equal("time");
  });
});

describe("the presses of a capture", () => {
  it("are those that the device accepted", () => {
    const finger = createFinger("capture/2");
    const [first, second] = [press(finger, 1), press(finger, 2)];
    const blank = { ...first, data: first.data.map(() => 230) };
    const { images } = takePresses([first, blank, second], 2);
    expect(images).to.deep.equal([first, second]);
  });
});
