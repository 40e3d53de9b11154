import { expect } from "chai";

import { readClock } from "../../../tasks/samples/chain/clock.ts";
import { useStage } from "../helpers/stage.ts";

const ELSEWHERE = "0x00000000000000000000000000000000000a11ce";

describe("the local world that the page moves", function () {
  const stage = useStage(this);
  const ask = async (
    name: string,
    body: unknown,
    headers: Record<string, string> = { "sec-fetch-site": "same-origin" },
  ) => {
    const answer = await fetch(`${stage().url}local/${name}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers,
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, string> };
  };
  const now = async () => (await readClock(stage().world.connection.ethers.provider)).now;

  it("lets days pass for the vault and for the registry, on one clock", async () => {
    const before = await now();
    expect((await ask("vault/forward", { days: 2 })).status).to.equal(200);
    const between = await now();
    expect(Number(between - before)).to.be.within(86_400, 2 * 86_400 + 60);
    expect((await ask("registry/forward", { days: 3 })).status).to.equal(200);
    expect(Number((await now()) - between)).to.be.within(3 * 86_400, 3 * 86_400 + 60);
  });

  it("brings the vault's prices along when the contest's clock is moved", async () => {
    await ask("contest/forward", { until: "entries-closed" });
    const { ethers } = stage().world.connection;
    const ring = await ethers.getContractAt("PriceRing", stage().addresses.ring);
    const feed = await ethers.getContractAt(
      "MockV3Aggregator",
      String(await ring.getFunction("FEED").staticCall()),
    );
    expect((await feed.getFunction("latestTimestamp").staticCall()) / 86_400n).to.equal(
      (await now()) / 86_400n,
    );
  });

  it("signs for the device's image hash as the registry checks it", async () => {
    const asked = { imageHash: "12345", account: ELSEWHERE, act: "enroll" };
    const { body } = await ask("registry/device", asked);
    const { ethers } = stage().world.connection;
    const domain = {
      name: "Uniqueness Registry",
      version: "1",
      chainId: 31337,
      verifyingContract: stage().addresses.registry,
    };
    const types = {
      Capture: [
        { name: "imageHash", type: "uint256" },
        { name: "account", type: "address" },
        { name: "act", type: "bytes32" },
        { name: "deadline", type: "uint64" },
      ],
    };
    const message = { ...asked, act: ethers.id("enroll"), deadline: body["deadline"] };
    expect(ethers.verifyTypedData(domain, types, message, body["signature"] ?? "")).to.equal(body["device"]);
    expect(body["device"]).to.equal(stage().options.practice.device);
    expect(Number(BigInt(body["deadline"] ?? 0) - (await now()))).to.be.within(3500, 3600);
  });

  it("funds an account once", async () => {
    const { ethers } = stage().world.connection;
    const stable = await ethers.getContractAt("PracticeToken", stage().options.practice.tokens.stable);
    for (let times = 0; times < 2; times++) {
      expect((await ask("fund", { account: ELSEWHERE })).status).to.equal(200);
      expect(await ethers.provider.getBalance(ELSEWHERE)).to.equal(ethers.parseEther("100"));
      expect(await stable.getFunction("balanceOf").staticCall(ELSEWHERE)).to.equal(20_000_000_000n);
    }
  });

  it("refuses what another site's script would send, acts that are none, and bad requests", async () => {
    const before = await now();
    for (const site of ["cross-site", "same-site", "none"])
      expect((await ask("vault/forward", { days: 1 }, { "sec-fetch-site": site })).status).to.equal(403);
    expect((await ask("vault/forward", { days: 1 }, {})).status).to.equal(403);
    expect((await ask("constructor", {})).status).to.equal(404);
    const bad = await ask("vault/forward", { days: "many" });
    expect(bad.status).to.equal(422);
    expect(bad.body["code"]).to.equal("EZKL_INPUT_INVALID");
    expect(Number((await now()) - before)).to.be.below(60);
  });
});
