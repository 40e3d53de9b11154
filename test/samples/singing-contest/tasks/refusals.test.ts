import { writeFile } from "node:fs/promises";

import { expect } from "chai";
import { Interface } from "ethers";
import { config } from "hardhat";

import { writeWav } from "../../../../models/singing-judge/audio/write-wav.ts";
import type { EzklError } from "../../../../src/errors/base.ts";
import { decodeRevert, revertData } from "../../../../tasks/samples/chain/decode-revert.ts";
import { explainFailure } from "../../../../tasks/samples/chain/explain.ts";
import { RefusedError } from "../../../../tasks/samples/errors.ts";
import { dappInterface } from "../../../../tasks/samples/find.ts";
import { findContest } from "../../../../tasks/singing-contest/contest.ts";
import { CONTEST } from "../../../../tasks/singing-contest/dapp.ts";
import type { Desk } from "../../../../tasks/singing-contest/desk.ts";
import { enter } from "../../../../tasks/singing-contest/enter/task-action.ts";
import { forward } from "../../../../tasks/singing-contest/forward/task-action.ts";

import { melody } from "../../../../tasks/singing-contest/melody/task-action.ts";
import { open } from "../../../../tasks/singing-contest/open/task-action.ts";
import { perform } from "../../../../tasks/singing-contest/perform/task-action.ts";
import { REFUSALS } from "../../../../tasks/singing-contest/refusals/index.ts";
import { requireBetter } from "../../../../tasks/singing-contest/sing/requirements.ts";
import { sing } from "../../../../tasks/singing-contest/sing/task-action.ts";
import { standings } from "../../../../tasks/singing-contest/standings/task-action.ts";
import { submit } from "../../../../tasks/singing-contest/submit/task-action.ts";
import { workspaceOf } from "../../../../tasks/workspace.ts";

import { expectCode } from "../../../core/expect-code.ts";

import { failsWith, refusedBy, setStage, TERMS, told, type Stage } from "./stage.ts";
import { requireSameJudge } from "../../../../tasks/singing-contest/same-judge.ts";

const NOBODY = `0x${"77".repeat(20)}`;

describe("singing contest: what its tasks refuse, and how", function () {
  this.timeout(240_000);
  let stage: Stage;
  let verifier: string;
  let desk: Desk;

  before(async () => {
    stage = await setStage();
    ({ desk } = stage);
    verifier = await (await desk.connection.ethers.deployContract("SingingJudgeVerifier")).getAddress();
  });
  after(async () => stage.close());

  it("every error of the contract has its sentence", async () => {
    const abi = await dappInterface(CONTEST, desk);
    // The library's own: no call of a task can meet them.
    const unmet = ["ReentrancyGuardReentrantCall", "SafeERC20FailedOperation", "EzklContextOutOfBounds"];
    const generated = /^SingingJudgeStatement/;
    const names: string[] = [];
    abi.forEachError(({ name }) => names.push(name));
    expect(names.length).to.be.greaterThan(40);
    expect(
      names.filter((name) => !(name in REFUSALS) && !unmet.includes(name) && !generated.test(name)),
    ).to.deep.equal([]);
  });

  it("every sentence is made of the error's own values", async () => {
    const abi = await dappInterface(CONTEST, desk);
    const values: Record<string, unknown> = {
      address: NOBODY,
      bytes32: `0x${"12".repeat(32)}`,
      "uint16[3]": [1, 2, 3],
    };
    abi.forEachError((fragment) => {
      const args = fragment.inputs.map(({ type }) => values[type] ?? 3n);
      const data = abi.encodeErrorResult(fragment, args);
      const error = explainFailure(CONTEST, { data }, abi, "here", NOBODY) as RefusedError;
      expect(error).to.be.instanceOf(RefusedError);
      expect(error.refusal).to.equal(fragment.name);
      expect(error.message).to.not.match(/undefined|\[object|NaN/);
    });
  });

  it("finds a revert's data wherever a provider puts it, and nothing in other errors", () => {
    const abi = new Interface(["error Refused(uint256 why)"]);
    const data = abi.encodeErrorResult("Refused", [7]);
    for (const error of [
      { data },
      { error: { data: { data } } },
      { info: { error: { data } } },
      { cause: { data } },
    ])
      expect(decodeRevert(error, [abi])?.args[0]).to.equal(7n);
    for (const error of [
      undefined,
      "x",
      {},
      { data: "0x" },
      { transaction: { data } },
      { data: "0x1234567" },
    ])
      expect(revertData(error)).to.equal(undefined);
    const circle: Record<string, unknown> = {};
    circle["cause"] = circle;
    expect(revertData(circle)).to.equal(undefined);
    const mined = explainFailure(
      CONTEST,
      { code: "CALL_EXCEPTION", receipt: {} },
      abi,
      "here",
      NOBODY,
    ) as EzklError;
    expect(mined.code).to.equal("EZKL_CONTEST_TRANSACTION");
    expect(mined.what).to.contain("mined and reverted");
    const silent = explainFailure(
      CONTEST,
      { code: "CALL_EXCEPTION", data: "0x" },
      abi,
      "here",
      NOBODY,
    ) as EzklError;
    expect(silent.what).to.contain("without a reason");
    const lost = new Error("socket hang up");
    expect(explainFailure(CONTEST, lost, abi, "here", NOBODY)).to.equal(lost);
  });

  it("needs a contest: none opened, none there, something else there", async () => {
    await failsWith("EZKL_CONTEST_UNKNOWN", standings({}, desk));
    await failsWith("EZKL_CONTEST_GONE", standings({ contest: NOBODY }, desk));
    await failsWith("EZKL_CONTEST_OTHER", standings({ contest: verifier }, desk));
    await failsWith("EZKL_INPUT_INVALID", standings({ contest: "0x12" }, desk));
    await desk.memory.remember(desk.chainId, { contest: NOBODY, verifier, block: 1 });
    const gone = await failsWith("EZKL_CONTEST_GONE", standings({}, desk));
    expect(gone.remedy).to.contain("contest open");
  });

  for (const [option, value] of [
    ["fee", "free"],
    ["fee", "0.0000000000000000001"],
    ["bond", "-1"],
    ["host", "0x12"],
    ["hostShare", "lots"],
    ["split", "50,60,-10"],
    ["split", "50,30,10"],
    ["split", "30,60,10"],
    ["split", "40,30,20,10"],
    ["entries", "soon"],
    ["dispute", "1w"],
    ["threshold", "0"],
    ["cap", "1.1"],
    ["account", "99"],
    ["account", NOBODY],
    ["token", "0x12"],
    ["verifier", "0x12"],
  ] as const) {
    it(`open --${option} ${value}: names the option, sends nothing`, async () => {
      const before = await desk.connection.ethers.provider.getBlockNumber();
      const terms = option === "host" ? { ...TERMS, hostShare: "5" } : TERMS;
      const work = open({ ...terms, verifier, [option]: value }, desk);
      const error = await failsWith("EZKL_INPUT_INVALID", work);
      expect(error.where).to.equal(`--${option.replace("S", "-s")}`);
      expect(await desk.connection.ethers.provider.getBlockNumber()).to.equal(before);
    });
  }

  for (const [name, terms] of [
    ["ContestFeeZero", { fee: "0" }],
    ["ContestBondZero", { bond: "0" }],
    ["ContestHostShareTooHigh", { hostShare: "10.01", host: NOBODY }],
    ["ContestHostMissing", { hostShare: "5" }],
    ["ContestEntriesCloseInPast", { entries: "0" }],
    ["ContestSingingTimeTooShort", { submissions: "2h59m" }],
    ["ContestDisputeWindowOutOfRange", { dispute: "59m" }],
    ["ContestTooLong", { submissions: "170d", dispute: "14d" }],
    ["ContestThresholdOutOfRange", { threshold: "0.96" }],
  ] as const) {
    it(`open: the contract's ${name} as a sentence, before a verifier is deployed`, async () => {
      const before = await desk.connection.ethers.provider.getBlockNumber();
      await refusedBy(name, open({ ...TERMS, ...terms }, desk));
      expect(await desk.connection.ethers.provider.getBlockNumber()).to.equal(before);
    });
  }

  it("a host without a share is a mistake", async () => {
    const error = await failsWith("EZKL_INPUT_INVALID", open({ ...TERMS, verifier, host: NOBODY }, desk));
    expect(error.where).to.equal("--host-share");
  });

  it("opens on no verifier but the built one", async () => {
    const other = await (await desk.connection.ethers.deployContract("MintableToken")).getAddress();
    for (const address of [NOBODY, other])
      await failsWith("EZKL_DEPLOYMENT_CHECK", open({ ...TERMS, verifier: address }, desk));
  });

  it("says that the judge is not built", async () => {
    const paths = { ...config.paths, cache: stage.file("nothing") };
    const bare: Desk = { ...desk, workspace: workspaceOf({ ...config, paths }) };
    const error = await failsWith("EZKL_NOT_BUILT", open({ ...TERMS, verifier }, bare));
    expect(error.remedy).to.equal("npx hardhat ezkl build singing-judge");
  });

  it("puts no verifier of a dev SRS on a chain that is not local, and forwards no such chain", async () => {
    const far = await setStage(5);
    try {
      await failsWith("EZKL_DEV_SRS", open(TERMS, far.desk));
      await failsWith("EZKL_CONTEST_DEVELOPMENT_ONLY", forward({ until: "draw" }, far.desk));
    } finally {
      await far.close();
    }
  });

  describe("with a ticket", () => {
    before(async () => {
      await told(open({ ...TERMS, verifier }, desk));
      const early = failsWith("EZKL_CONTEST_TICKET", forward({ until: "draw" }, desk));
      expect((await early).remedy).to.contain("contest enter");
      await told(enter({ account: await stage.address(1) }, desk));
      await failsWith("EZKL_CONTEST_TICKET", sing({ ticket: "1", wav: stage.file("none.wav") }, desk));
      await forward({ until: "draw" }, desk);
      await told(melody({ ticket: "1" }, desk));
      await writeFile(stage.file("text.wav"), "la la la");
      await writeFile(stage.file("short.wav"), writeWav(new Float32Array(1000), 8000));
      await writeFile(stage.file("silence.wav"), writeWav(new Float32Array(7 * 22_050), 22_050));
    });

    it("wants a ticket that is there, and options that say something", async () => {
      for (const ticket of [undefined, "one", "0", "-1"])
        await failsWith("EZKL_INPUT_INVALID", melody({ ticket }, desk));
      await refusedBy("ContestTicketUnknown", melody({ ticket: "2" }, desk));
      for (const key of ["H3", "C", "C9", ""])
        await failsWith("EZKL_INPUT_INVALID", melody({ ticket: "1", key }, desk));
      await failsWith("EZKL_INPUT_INVALID", forward({}, desk));
      await failsWith("EZKL_INPUT_INVALID", forward({ until: "tomorrow" }, desk));
      await failsWith("EZKL_INPUT_INVALID", perform({ ticket: "1", skill: "divine" }, desk));
      await failsWith("EZKL_INPUT_INVALID", perform({ ticket: "1", seed: "x" }, desk));
    });

    for (const [code, file] of [
      ["EZKL_INPUT_INVALID", undefined],
      ["EZKL_FILE_MISSING", "none.wav"],
      ["EZKL_AUDIO_UNKNOWN", "text.wav"],
      ["EZKL_AUDIO_TOO_SHORT", "short.wav"],
      ["EZKL_CONTEST_FILE", "silence.wav"],
    ] as const) {
      it(`sing --wav ${file ?? "(none)"}: ${code}`, async () => {
        await failsWith(
          code,
          sing({ ticket: "1", wav: file && stage.file(file), out: stage.file("p.json") }, desk),
        );
      });
    }

    it("says which of silence and a worthless attempt it heard", async () => {
      const silent = sing({ ticket: "1", wav: stage.file("silence.wav"), out: stage.file("p.json") }, desk);
      expect((await failsWith("EZKL_CONTEST_FILE", silent)).what).to.contain("no singing voice");
      expect(expectCode("EZKL_CONTEST_FILE", () => requireBetter(0n, 0n, "x.wav")).what).to.contain(
        "above 0",
      );
      requireBetter(1n, 0n, "x.wav");
    });

    it("forwards no node that does not know how", async () => {
      const request = async ({
        method,
        params,
      }: {
        method: string;
        params?: unknown[];
      }): Promise<unknown> => {
        if (method.startsWith("hardhat_")) throw new Error(`the method ${method} does not exist`);
        return desk.connection.provider.request({ method, params });
      };
      const connection = { ...desk.connection, provider: { request } } as unknown as Desk["connection"];
      await told(enter({}, desk));
      const other = forward({ until: "draw" }, { ...desk, connection });
      await failsWith("EZKL_CONTEST_DEVELOPMENT_ONLY", other);
    });

    it("judges for no contest of another judge", async () => {
      const contest = await findContest(desk, undefined);
      const other = requireSameJudge({ modelDigest: `0x${"00".repeat(32)}` }, contest);
      await failsWith("EZKL_CONTEST_OTHER", other);
    });

    it("submits no file that is no proof, and no proof without its recording", async () => {
      const account = "1";
      await failsWith("EZKL_INPUT_INVALID", submit({ ticket: "1", account }, desk));
      const file = (proof: string) => submit({ ticket: "1", account, proof: stage.file(proof) }, desk);
      await failsWith("EZKL_FILE_MISSING", file("none.json"));
      await failsWith("EZKL_ARTIFACT_MALFORMED", file("text.wav"));
      const proof = {
        ...{
          schemaVersion: 1,
          model: "singing-judge",
          modelDigest: `0x${"00".repeat(32)}`,
          engine: "21.0.0",
        },
        ...{ context: null, proof: "0x00", instances: [], statement: {} },
      };
      await writeFile(stage.file("empty.json"), JSON.stringify(proof));
      await failsWith("EZKL_FILE_MISSING", file("empty.json"));
      await writeFile(stage.file("empty.recording.pcm"), new Uint8Array(102_400));
      await refusedBy("EzklConsumerInstanceCount", file("empty.json"));
    });
  });
});
