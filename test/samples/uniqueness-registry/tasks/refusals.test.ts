import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import type { GreyImage } from "../../../../models/biometric-code/capture/grey-image.ts";
import { createFinger } from "../../../../models/biometric-code/finger/finger.ts";
import { pressesOf } from "../../../../models/biometric-code/finger/presses.ts";
import { explainFailure } from "../../../../tasks/samples/chain/explain.ts";
import { RefusedError } from "../../../../tasks/samples/errors.ts";
import { dappInterface } from "../../../../tasks/samples/find.ts";
import { attack } from "../../../../tasks/uniqueness-registry/attack/task-action.ts";
import { readSignedCapture } from "../../../../tasks/uniqueness-registry/capture/capture-file.ts";
import { capture } from "../../../../tasks/uniqueness-registry/capture/task-action.ts";
import { claim } from "../../../../tasks/uniqueness-registry/claim/task-action.ts";
import { create } from "../../../../tasks/uniqueness-registry/create/task-action.ts";
import { REGISTRY } from "../../../../tasks/uniqueness-registry/dapp.ts";
import type { Desk } from "../../../../tasks/uniqueness-registry/desk.ts";
import { addDevice } from "../../../../tasks/uniqueness-registry/device/add-action.ts";
import { revokeDevice } from "../../../../tasks/uniqueness-registry/device/revoke-action.ts";
import { enroll } from "../../../../tasks/uniqueness-registry/enroll/task-action.ts";
import { evict } from "../../../../tasks/uniqueness-registry/evict/task-action.ts";
import { forward } from "../../../../tasks/uniqueness-registry/forward/task-action.ts";
import { fund } from "../../../../tasks/uniqueness-registry/fund/task-action.ts";
import { leave } from "../../../../tasks/uniqueness-registry/leave/task-action.ts";
import { move } from "../../../../tasks/uniqueness-registry/move/task-action.ts";
import { REFUSALS } from "../../../../tasks/uniqueness-registry/refusals/index.ts";
import { findRegistry } from "../../../../tasks/uniqueness-registry/registry.ts";
import { status } from "../../../../tasks/uniqueness-registry/status/task-action.ts";

import {
  CAPTURE,
  DEFAULTS,
  failsWith,
  refusedBy,
  setStage,
  setSwiftStage,
  told,
  type Stage,
} from "./stage.ts";
import { render } from "../../../../tasks/ui/shown.ts";

const NOBODY = `0x${"77".repeat(20)}`;
const CAST = { victim: "17", thief: "18", accomplice: "19" };
const kebab = (name: string) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

describe("uniqueness registry: what its tasks refuse, and how", function () {
  this.timeout(240_000);
  let stage: Stage;
  let desk: Desk;
  let created: Record<string, unknown>;

  const blocks = async () => desk.connection.ethers.provider.getBlockNumber();

  before(async () => {
    stage = await setSwiftStage();
    ({ desk } = stage);
  });
  after(async () => stage.close());

  it("every error of the registry and its libraries has its sentence", async () => {
    const abi = await dappInterface(REGISTRY, desk);
    // Of libraries: no call of a task can meet them.
    const unmet = [
      ...["ReentrancyGuardReentrantCall", "EzklContextOutOfBounds", "InvalidShortString", "StringTooLong"],
      ...["HammingIndexCodeKnown", "HammingIndexCodeUnknown", "HammingIndexThresholdTooHigh"],
    ];
    const names: string[] = [];
    abi.forEachError(({ name }) => names.push(name));
    expect(names.length).to.be.greaterThan(40);
    const generated = /^BiometricCodeStatement/;
    expect(
      names.filter((name) => !(name in REFUSALS) && !unmet.includes(name) && !generated.test(name)),
    ).to.deep.equal([]);
    const foreign = ["ERC20InsufficientBalance", "ERC20InsufficientAllowance", "EzklFeltValueOutOfRange"];
    expect(
      Object.keys(REFUSALS).filter((name) => !names.includes(name) && !foreign.includes(name)),
    ).to.deep.equal([]);
  });

  it("every sentence is made of the error's own values", async () => {
    const abi = await dappInterface(REGISTRY, desk);
    const values: Record<string, unknown> = {
      ...{ address: NOBODY, bytes32: `0x${"12".repeat(32)}`, string: "text" },
    };
    abi.forEachError((fragment) => {
      const args = fragment.inputs.map(({ type }) => values[type] ?? 3n);
      const data = abi.encodeErrorResult(fragment, args);
      const error = explainFailure(REGISTRY, { data }, abi, "here", NOBODY) as RefusedError;
      expect(error).to.be.instanceOf(RefusedError);
      expect(error.refusal).to.equal(fragment.name);
      expect(error.message).to.not.match(/undefined|\[object|NaN/);
    });
  });

  it("needs a registry: none created, none there, something else there", async () => {
    await failsWith("EZKL_REGISTRY_UNKNOWN", status({}, desk));
    await failsWith("EZKL_REGISTRY_GONE", status({ registry: NOBODY }, desk));
    const other = await (await desk.connection.ethers.deployContract("BiometricCodeVerifier")).getAddress();
    await failsWith("EZKL_REGISTRY_OTHER", status({ registry: other }, desk));
    await failsWith("EZKL_INPUT_INVALID", status({ registry: "0x12" }, desk));
    await desk.memory.remember(desk.chainId, { registry: NOBODY, verifier: other, block: 1 });
    const gone = await failsWith("EZKL_REGISTRY_GONE", status({}, desk));
    expect(gone.remedy).to.contain("registry create");
  });

  for (const [option, value] of [
    ["payout", "lots"],
    ["payout", "0.0000000000000000001"],
    ["period", "soon"],
    ["threshold", "129"],
    ["moveThreshold", "-1"],
    ["moveDelay", "a while"],
    ["owner", "0x12"],
    ["account", "99"],
    ["funds", "some"],
    ["token", NOBODY],
  ] as const) {
    it(`create --practice --${option} ${value}: names the option, sends nothing`, async () => {
      const before = await blocks();
      const refused = await failsWith("EZKL_INPUT_INVALID", create({ ...DEFAULTS, [option]: value }, desk));
      expect(refused.where).to.equal(kebab(option));
      expect(await blocks()).to.equal(before);
    });
  }

  it("creates none on a token that is not there, and none without one", async () => {
    const real = { ...DEFAULTS, practice: false };
    expect((await failsWith("EZKL_INPUT_INVALID", create(real, desk))).where).to.equal("--token");
    const nothing = await failsWith("EZKL_INPUT_INVALID", create({ ...real, token: NOBODY }, desk));
    expect(nothing.where).to.equal("--token");
  });

  it("puts no verifier of a dev SRS on a chain that is not local, and practises on none", async () => {
    const live = await setStage(424_242);
    try {
      const { ethers } = live.desk.connection;
      const token = await (await ethers.deployContract("PracticeToken", ["T", "T", 18])).getAddress();
      const before = await ethers.provider.getBlockNumber();
      await failsWith("EZKL_DEV_SRS", create({ ...DEFAULTS, practice: false, token }, live.desk));
      await failsWith("EZKL_REGISTRY_DEVELOPMENT_ONLY", create(DEFAULTS, live.desk));
      await failsWith("EZKL_REGISTRY_DEVELOPMENT_ONLY", forward({}, live.desk));
      await failsWith("EZKL_REGISTRY_DEVELOPMENT_ONLY", attack(CAST, live.desk));
      expect(await ethers.provider.getBlockNumber()).to.equal(before);
    } finally {
      await live.close();
    }
  });

  it("says that the model is not built", async () => {
    const workspace = { ...desk.workspace, paths: { ...desk.workspace.paths, output: desk.cache } };
    await failsWith("EZKL_NOT_BUILT", create(DEFAULTS, { ...desk, workspace }));
  });

  describe("with a registry", () => {
    let token: string;

    before(async () => {
      created = await told(create(DEFAULTS, desk));
      token = String(created["token"]);
    });

    for (const [refusal, change] of [
      ["PayoutZero", { payout: "0" }],
      ["PeriodOutOfRange", { period: "59m" }],
      ["PeriodOutOfRange", { period: "367d" }],
      ["ThresholdTooHigh", { threshold: "48" }],
      ["MoveThresholdTooHigh", { threshold: "10", moveThreshold: "11" }],
      ["MoveDelayOutOfRange", { moveDelay: "59m" }],
      ["OwnableInvalidOwner", { owner: `0x${"00".repeat(20)}` }],
    ] as const) {
      it(`create: the contract's ${refusal} as a sentence, before anything is deployed (${JSON.stringify(change)})`, async () => {
        const before = await blocks();
        await refusedBy(refusal, create({ ...DEFAULTS, practice: false, token, ...change }, desk));
        expect(await blocks()).to.equal(before);
      });
    }

    it("creates one on a named token with a verifier that is there, and without practice", async () => {
      const kept = await desk.memory.recall(desk.chainId);
      const verifier = String(created["verifier"]);
      const named = { ...DEFAULTS, practice: false, token, verifier, threshold: "20" };
      const second = await told(create({ ...named, owner: NOBODY }, desk));
      expect(second).to.include({ verifier, token, owner: NOBODY, device: null });
      expect(second["terms"]).to.include({ threshold: "20", moveThreshold: "20" });
      await failsWith("EZKL_REGISTRY_STATE", attack(CAST, desk));
      await failsWith("EZKL_REGISTRY_STATE", addDevice({ address: NOBODY, limit: "1" }, desk));
      await failsWith("EZKL_REGISTRY_DEVICE", capture({ ...CAPTURE, finger: "ann" }, desk));
      await refusedBy("ERC20InsufficientBalance", fund({ amount: "1", account: "7" }, desk));
      expect(render((await status({}, desk)).text)).to.contain("nobody can enrol");
      await told(create(named, desk));
      expect((await failsWith("EZKL_INPUT_INVALID", addDevice({ limit: "1" }, desk))).where).to.equal(
        "--address",
      );
      await desk.memory.remember(desk.chainId, kept!);
    });

    for (const [option, value] of [
      ["finger", undefined],
      ["finger", "no/where"],
      ["image", "finger.png"],
      ["press", "0"],
      ["conditions", "wet"],
      ["act", "claim"],
      ["for", "0x12"],
      ["valid", "for ever"],
      ["device", "0x12"],
    ] as const) {
      it(`capture --${option} ${value}: names the option`, async () => {
        const refused = await failsWith(
          "EZKL_INPUT_INVALID",
          capture({ ...CAPTURE, finger: "ann", [option]: value }, desk),
        );
        expect(refused.where).to.equal(option === "image" ? "--finger" : `--${option}`);
      });
    }

    it("captures from images of fingers, and from nothing else", async () => {
      const write = async (name: string, { width, height, data }: GreyImage): Promise<string> => {
        const path = join(stage.folder, name);
        await writeFile(path, Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), data]));
        return path;
      };
      const [one, two, three] = [...pressesOf(createFinger("ann"), 1)];
      const images = [await write("1.pgm", one!), await write("2.pgm", two!), await write("3.pgm", three!)];
      const real = { ...CAPTURE, dpi: "254", out: join(stage.folder, "from-image.json") };
      const { text, json } = await capture({ ...real, image: images.join(",") }, desk);
      expect(render(text)).to.contain("finger in 1.pgm, 2.pgm, 3.pgm").and.to.not.contain("synthetic");
      const same = await capture({ ...CAPTURE, finger: "ann", out: join(stage.folder, "drawn.json") }, desk);
      const [read, drawn] = await Promise.all([real.out, String(same.json["out"])].map(readSignedCapture));
      // Both ways see one image; the file's pixels an inch are not the sensor's millimetres to the last digit.
      const apart = (i: number) => Math.abs(read!.capture[i]! - drawn!.capture[i]!);
      expect(Math.max(...Array.from({ length: 240 }, (_, i) => apart(i)))).to.be.lessThan(8);
      expect(json["imageHash"]).to.not.equal(same.json["imageHash"]);
      const blank = await write("blank.pgm", { ...one!, data: one!.data.map(() => 230) });
      await failsWith("EZKL_CAPTURE_QUALITY", capture({ ...real, image: blank }, desk));
      await failsWith("EZKL_INPUT_INVALID", capture({ ...real, image: blank, dpi: "199" }, desk));
      const other = join(stage.folder, "other.png");
      await writeFile(other, "no image");
      await failsWith("EZKL_CAPTURE_FORMAT", capture({ ...real, image: other }, desk));
      await failsWith("EZKL_FILE_MISSING", capture({ ...real, image: `${other}.gone` }, desk));
      for (const list of [",", [...images, blank].join(",")])
        await failsWith("EZKL_INPUT_INVALID", capture({ ...real, image: list }, desk));
    });

    it("counts a capture's time from the block that is to come, however long nothing was mined", async () => {
      const { provider } = desk.connection;
      const snapshot: unknown = await provider.request({ method: "evm_snapshot" });
      const before = (await desk.connection.ethers.provider.getBlock("latest"))!.timestamp;
      await provider.request({ method: "evm_increaseTime", params: [86_400] });
      const { deadline } = (
        await capture({ ...CAPTURE, finger: "ann", valid: "1s", out: join(stage.folder, "late.json") }, desk)
      ).json;
      expect(Number(deadline)).to.be.greaterThan(before + 86_400);
      await provider.request({ method: "evm_revert", params: [snapshot] });
    });

    it("captures with no device whose key is not here, or that the registry does not know", async () => {
      await failsWith("EZKL_REGISTRY_DEVICE", capture({ ...CAPTURE, finger: "ann", device: NOBODY }, desk));
      await failsWith("EZKL_REGISTRY_STATE", capture({ ...CAPTURE, finger: "ann", device: "3" }, desk));
    });

    it("uses a capture for nothing but what its device signed for", async () => {
      const file = await stage.captured("ann", 1, "1");
      const using = async (account: string, path = file) =>
        failsWith("EZKL_REGISTRY_CAPTURE", enroll({ capture: path, account }, desk));
      expect((await using("2")).what).to.contain("signed for");
      const forMove = await stage.captured("ann", 1, "1", "move");
      expect((await using("1", forMove)).what).to.contain('act "move"');
      const text = await readFile(file, "utf8");
      const altered = async (change: Record<string, unknown>): Promise<string> => {
        const path = join(stage.folder, "altered.json");
        await writeFile(path, JSON.stringify({ ...(JSON.parse(text) as object), ...change }));
        return path;
      };
      expect((await using("1", await altered({ chainId: "1" }))).what).to.contain("chain 1");
      expect((await using("1", await altered({ registry: NOBODY }))).what).to.contain(NOBODY);
      expect((await using("1", await altered({ deadline: "1" }))).what).to.contain("good until");
      const bytes = (JSON.parse(text) as { capture: string }).capture;
      const flipped = `${bytes.slice(0, -1)}${bytes.endsWith("0") ? "1" : "0"}`;
      expect((await using("1", await altered({ capture: flipped }))).what).to.contain("bytes");
      await failsWith(
        "EZKL_REGISTRY_STATE",
        enroll({ capture: await altered({ device: NOBODY }), account: "1" }, desk),
      );
      await failsWith(
        "EZKL_ARTIFACT_INVALID",
        enroll({ capture: await altered({ capture: "0x12" }), account: "1" }, desk),
      );
      await failsWith("EZKL_FILE_MISSING", enroll({ capture: `${file}.gone`, account: "1" }, desk));
      await failsWith("EZKL_INPUT_INVALID", enroll({ account: "1" }, desk));
    });

    it("does nothing for accounts that are not enrolled, and says how to become one", async () => {
      const object = async () => move({ object: true }, desk);
      for (const work of [async () => claim({}, desk), async () => leave({}, desk), object])
        expect((await failsWith("EZKL_REGISTRY_STATE", work())).remedy).to.contain("registry enroll");
      await failsWith("EZKL_REGISTRY_STATE", move({ finish: true }, desk));
      await failsWith("EZKL_INPUT_INVALID", move({}, desk));
      await failsWith("EZKL_INPUT_INVALID", move({ object: true, finish: true }, desk));
    });

    it("evicts nothing that is not there, and gives no nothing", async () => {
      await failsWith("EZKL_INPUT_INVALID", evict({}, desk));
      await failsWith("EZKL_INPUT_INVALID", evict({ code: "12" }, desk));
      await failsWith("EZKL_INPUT_INVALID", evict({ code: "0x12", device: NOBODY }, desk));
      await failsWith("EZKL_REGISTRY_STATE", evict({ device: NOBODY }, desk));
      await refusedBy("CodeNotEnrolled", evict({ code: "0x12" }, desk));
      for (const amount of [undefined, "0", "some"])
        await failsWith("EZKL_INPUT_INVALID", fund({ amount }, desk));
      for (const days of ["0", "x"]) await failsWith("EZKL_INPUT_INVALID", forward({ days }, desk));
    });

    it("changes devices for its owner only, and within reason", async () => {
      const device = String(created["device"]);
      await failsWith("EZKL_REGISTRY_STATE", addDevice({ limit: "1", account: "1" }, desk));
      await failsWith("EZKL_INPUT_INVALID", addDevice({ limit: "0" }, desk));
      await refusedBy("DeviceKnown", addDevice({ address: device, limit: "1" }, desk));
      const since = { from: "now" };
      await failsWith("EZKL_INPUT_INVALID", revokeDevice(since, desk));
      await failsWith("EZKL_REGISTRY_STATE", revokeDevice({ ...since, address: NOBODY }, desk));
      await failsWith("EZKL_REGISTRY_STATE", revokeDevice({ ...since, address: device, account: "1" }, desk));
      await failsWith("EZKL_INPUT_INVALID", revokeDevice({ address: device, from: "yesterday" }, desk));
      await failsWith(
        "EZKL_INPUT_INVALID",
        revokeDevice({ address: device, from: "2026-02-31T99:00Z" }, desk),
      );
      await refusedBy("RevocationInFuture", revokeDevice({ address: device, from: "2200-01-01" }, desk));
      await told(revokeDevice({ address: device, from: "2026-01-01" }, desk));
      await refusedBy("RevocationNotEarlier", revokeDevice({ address: device, from: "now" }, desk));
      await failsWith("EZKL_REGISTRY_STATE", capture({ ...CAPTURE, finger: "ann" }, desk));
    });

    it("proves for no registry of another model", async () => {
      const registry = await findRegistry(desk, undefined);
      const { requireSameModel } = await import("../../../../tasks/uniqueness-registry/capture/require.ts");
      const modelDigest = `0x${"12".repeat(32)}`;
      await failsWith("EZKL_REGISTRY_OTHER", requireSameModel(desk.workspace, { ...registry, modelDigest }));
    });
  });
});
