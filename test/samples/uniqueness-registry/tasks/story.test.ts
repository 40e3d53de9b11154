import { expect } from "chai";

import { capture } from "../../../../tasks/uniqueness-registry/capture/task-action.ts";
import { claim } from "../../../../tasks/uniqueness-registry/claim/task-action.ts";
import { create } from "../../../../tasks/uniqueness-registry/create/task-action.ts";
import { addDevice } from "../../../../tasks/uniqueness-registry/device/add-action.ts";
import { listDevices } from "../../../../tasks/uniqueness-registry/device/list-action.ts";
import { revokeDevice } from "../../../../tasks/uniqueness-registry/device/revoke-action.ts";
import { enroll } from "../../../../tasks/uniqueness-registry/enroll/task-action.ts";
import { evict } from "../../../../tasks/uniqueness-registry/evict/task-action.ts";
import { forward } from "../../../../tasks/uniqueness-registry/forward/task-action.ts";
import { fund } from "../../../../tasks/uniqueness-registry/fund/task-action.ts";
import { leave } from "../../../../tasks/uniqueness-registry/leave/task-action.ts";
import { move } from "../../../../tasks/uniqueness-registry/move/task-action.ts";
import { status } from "../../../../tasks/uniqueness-registry/status/task-action.ts";

import { CAPTURE, DEFAULTS, failsWith, numbersNear, setSwiftStage, told, type Stage } from "./stage.ts";
import { render } from "../../../../tasks/ui/shown.ts";

const WHOLE = 10n ** 18n;
const units = (whole: bigint) => (whole * WHOLE).toString();

describe("uniqueness registry, task by task: two fingers, five accounts, one move, one stolen device", function () {
  this.timeout(400_000);
  let stage: Stage;
  let device: string;
  let numbers: number[];
  let code: string;

  before(async () => (stage = await setSwiftStage()));
  after(async () => stage.close());

  const standing = async (account?: string) =>
    told(status(account === undefined ? {} : { account }, stage.desk));
  const ann = async (take: number, account: string, act: "enroll" | "move" = "enroll") =>
    stage.captured("ann", numbers[take - 1]!, account, act);

  it("is created for practice with a token, a pool and a device", async () => {
    const { json, text } = await create(DEFAULTS, stage.desk);
    device = String(json["device"]);
    expect(render(text)).to.contain("fixed for good").and.to.contain("1000 pTOK");
    const { moveThreshold } = json["terms"] as { moveThreshold: bigint };
    numbers = await numbersNear(stage.desk, "ann", Number(moveThreshold), 6);
    expect(await standing()).to.include({ enrolled: "0", period: "0", pool: units(1000n), claimed: 0 });
    expect((await told(listDevices({}, stage.desk)))["devices"]).to.have.length(1);
  });

  it("enrols a finger, and sends neither image nor salt", async () => {
    const { json, text } = await capture(
      { ...CAPTURE, finger: "ann", press: String(numbers[0]), for: "1", out: `${stage.folder}/ann.json` },
      stage.desk,
    );
    expect(render(text))
      .to.contain("synthetic")
      .and.to.contain("stays here")
      .and.to.contain("will be public");
    expect(json).to.not.have.any.keys("capture", "salt");
    const answer = await told(enroll({ capture: `${stage.folder}/ann.json`, account: "1" }, stage.desk));
    expect(answer).to.include({ nearest: null, enrolled: "1", paidFromPeriod: "1", device });
    code = String(answer["code"]);
    expect(code).to.match(/^0x[0-9a-f]{32}$/);
    await failsWith("EZKL_REGISTRY_STATE", claim({ account: "1" }, stage.desk));
  });

  it("refuses the same finger, pressed anew, for another account, and a second finger for the same one", async () => {
    const again = await failsWith(
      "EZKL_REGISTRY_STATE",
      enroll({ capture: await ann(2, "2"), account: "2" }, stage.desk),
    );
    expect(again.what).to.contain("enrolled already").and.to.contain(code);
    const second = await stage.captured("bob", 1, "1");
    const enrolled = await failsWith(
      "EZKL_REGISTRY_STATE",
      enroll({ capture: second, account: "1" }, stage.desk),
    );
    expect(enrolled.what).to.contain("is enrolled already");
  });

  it("enrols another finger, and tells how far it is from the first", async () => {
    const file = await stage.captured("bob", 1, "2");
    const answer = await told(enroll({ capture: file, account: "2" }, stage.desk));
    const { distance } = answer["nearest"] as { distance: number };
    expect(distance).to.be.greaterThan(Number(answer["threshold"]));
    expect(answer).to.include({ enrolled: "2" });
    const used = await failsWith("EZKL_REGISTRY_STATE", enroll({ capture: file, account: "2" }, stage.desk));
    expect(used.where).to.equal(await stage.address(2));
  });

  it("pays each once a period, and takes more funds", async () => {
    await told(forward({}, stage.desk));
    const paid = await told(claim({ account: "1" }, stage.desk));
    expect(paid).to.include({ period: "1", amount: units(10n), balanceAfter: units(10n) });
    const twice = await failsWith("EZKL_REGISTRY_STATE", claim({ account: "1" }, stage.desk));
    expect(twice.what).to.contain("has its share");
    const given = await told(fund({ amount: "5", account: "7" }, stage.desk));
    expect(given).to.include({ made: units(5n), pool: units(995n) });
    const state = await standing("2");
    expect(state).to.include({ claimed: 1, due: 1 });
    expect(state["account"]).to.have.nested.property("enrolment.due", "due");
  });

  it("moves an enrolment after its account could object, and lets it object", async () => {
    const { desk } = stage;
    await failsWith("EZKL_REGISTRY_STATE", move({ object: true, account: "1" }, desk));
    const stranger = await stage.captured("cid", 1, "3", "move");
    expect(
      (await failsWith("EZKL_REGISTRY_STATE", move({ capture: stranger, account: "3" }, desk))).what,
    ).to.contain("nobody is enrolled");
    const request = await ann(3, "3", "move");
    const asked = await told(move({ capture: request, account: "3" }, desk));
    expect(asked).to.include({ code, from: await stage.address(1), to: await stage.address(3) });
    expect((await standing())["moves"]).to.have.length(1);
    expect(render((await status({ account: "1" }, desk)).text)).to.contain("move --object");
    const early = await failsWith("EZKL_REGISTRY_STATE", move({ finish: true, account: "3" }, desk));
    expect(early.what).to.contain("may object until");
    const rival = await ann(4, "4", "move");
    expect(
      (await failsWith("EZKL_REGISTRY_STATE", move({ capture: rival, account: "4" }, desk))).what,
    ).to.contain("is waiting");
    expect(render((await move({ object: true, account: "1" }, desk)).text)).to.contain("is off");
    expect(
      (await failsWith("EZKL_REGISTRY_STATE", move({ capture: rival, account: "4" }, desk))).what,
    ).to.contain("objected");
    const used = await failsWith("EZKL_REGISTRY_CAPTURE", move({ capture: request, account: "3" }, desk));
    expect(used.what).to.contain("used already");
  });

  it("finishes the move that nobody objects to; what was paid goes along", async () => {
    const { desk } = stage;
    await told(forward({ days: "3" }, desk));
    await told(move({ capture: await ann(5, "3", "move"), account: "3" }, desk));
    await told(forward({ days: "3" }, desk));
    await told(claim({ account: "1" }, desk));
    const moved = await told(move({ finish: true, account: "3" }, desk));
    expect(moved).to.include({ code, from: await stage.address(1), to: await stage.address(3) });
    await failsWith("EZKL_REGISTRY_STATE", claim({ account: "3" }, desk));
    await told(forward({}, desk));
    expect(await told(claim({ account: "3" }, desk))).to.include({ amount: units(10n) });
    await failsWith("EZKL_REGISTRY_STATE", leave({ account: "1" }, desk));
  });

  it("freezes what a revoked device signed, and evicts it when the finger comes again", async () => {
    const { desk } = stage;
    const revoked = await told(revokeDevice({ address: device, from: "2026-01-01" }, desk));
    expect(revoked["frozen"]).to.have.length(2);
    expect((await failsWith("EZKL_REGISTRY_STATE", claim({ account: "2" }, desk))).what).to.contain("frozen");
    expect(render((await status({ account: "2" }, desk)).text)).to.contain("2 of them frozen");
    const own = await failsWith("EZKL_REGISTRY_STATE", enroll({ account: "2" }, desk));
    expect(`${own.what} ${own.remedy}`).to.contain("frozen").and.to.contain("registry evict --code 0x");
    const added = await told(addDevice({ limit: "5" }, desk));
    expect(added).to.include({ made: true, dailyLimit: 5 });
    const answer = await told(enroll({ capture: await ann(6, "4"), account: "4" }, desk));
    expect(answer["evicted"]).to.deep.equal([code]);
    const evicted = await told(evict({ device }, desk));
    expect(evicted["evicted"]).to.have.length(1);
    await failsWith("EZKL_REGISTRY_STATE", evict({ device }, desk));
    expect(await standing()).to.include({ enrolled: "1", frozen: 0 });
  });

  it("lets everybody leave, and accounts for every unit", async () => {
    const { desk } = stage;
    expect(render((await leave({ account: "4" }, desk)).text)).to.contain("has left");
    const { text, json } = await status({ account: "4" }, desk);
    expect(json["ledger"]).to.deep.equal({
      ...{ funded: 1005n * WHOLE, paid: 30n * WHOLE, pool: 975n * WHOLE, adds: true },
    });
    expect(json).to.include({ enrolled: 0n });
    expect(render(text)).to.contain("adds up to the unit").and.to.contain("is not enrolled");
    expect(render(text)).to.not.match(/undefined|\[object|NaN/);
    expect(render((await listDevices({}, desk)).text))
      .to.contain("revoked")
      .and.to.contain("accepted");
  });
});
