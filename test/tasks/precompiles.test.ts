import { expect } from "chai";

import { PRECOMPILE_QUESTIONS } from "../../src/precompiles/questions.ts";
import { brokenPrecompile } from "../../tasks/evm/precompiles.ts";
import { network } from "../../tasks/ezkl/doctor/network.ts";
import { BareEvm } from "../helpers/bare-evm.ts";
import { BROKEN_CHAINS } from "../helpers/broken-precompiles.ts";
import { connect } from "../helpers/scorer.ts";

type Provider = Awaited<ReturnType<typeof connect>>["provider"];
type Request = { method: string; params?: unknown };

/** A provider whose node does with each call what the test says. */
const providing = (call: (to: string, data: string) => Promise<string>): Provider => {
  const request = async ({ method, params }: Request): Promise<unknown> => {
    if (method === "eth_chainId") return "0x2a";
    if (method !== "eth_call") throw new Error(`${method} was not expected`);
    const [{ to, data }] = params as [{ to: string; data: string }];
    return call(to, data);
  };
  return { request } as unknown as Provider;
};

const nodeOf = (evm: BareEvm): Provider =>
  providing(async (to, data) => {
    const outcome = await evm.call(to, data);
    if (!outcome.ok) throw Object.assign(new Error("execution failed"), { code: -32000 });
    return outcome.data;
  });

const answerTo = (data: string): string => {
  const question = PRECOMPILE_QUESTIONS.find((known) => known.data === data);
  if (question === undefined) return "0x";
  if (question.expected === "refusal") throw new Error("not on the curve");
  return question.expected;
};

describe("a network's precompiles, asked by eth_call", () => {
  it("work on Hardhat's own chain", async () => {
    const connection = await connect();
    expect(await brokenPrecompile(connection.provider)).to.equal(undefined);
    expect(await network(connection)).to.include({ name: "network default", status: "ok" });
    await connection.close();
  });

  it("are named when they are missing or wrong", async () => {
    const evm = await BareEvm.open();
    expect(await brokenPrecompile(nodeOf(evm))).to.equal(undefined);
    for (const { name, replacements, found } of BROKEN_CHAINS) {
      const fault = await brokenPrecompile(nodeOf(await evm.with(replacements)));
      expect(Number(fault?.address), name).to.equal(found);
    }
  });

  it("are not to blame for a node that does not answer, from whichever question on", async () => {
    for (const first of PRECOMPILE_QUESTIONS.keys()) {
      let asked = 0;
      const tired = providing(async (_, data) => {
        if (asked++ >= first) throw new Error("too many requests");
        return answerTo(data);
      });
      const error: unknown = await brokenPrecompile(tired).catch((thrown: unknown) => thrown);
      expect(String(error), `from question ${first}`).to.contain("too many requests");
    }
  });

  it("are asked again when a call fails once", async () => {
    const failed = new Set<string>();
    const stumbling = providing(async (_, data) => {
      if (!failed.has(data)) {
        failed.add(data);
        if (data !== "0x") throw new Error("try again");
      }
      return answerTo(data);
    });
    expect(await brokenPrecompile(stumbling)).to.equal(undefined);
  });
});

describe("doctor, of a network", () => {
  const findingOf = async (provider: Provider) => network({ networkName: "somewhere", provider });

  it("finds nothing to mend where the precompiles work", async () => {
    const finding = await findingOf(providing(async (_, data) => answerTo(data)));
    expect(finding).to.include({ name: "network somewhere", status: "ok" });
    expect(finding.detail).to.contain("chain 42");
    expect(finding.remedy).to.equal(undefined);
  });

  it("names the precompile that a chain has not", async () => {
    const finding = await findingOf(providing(async () => "0x"));
    expect(finding).to.include({ status: "missing" });
    expect(finding.detail).to.contain("MODEXP").and.to.contain("answers nothing");
    expect(finding.remedy).to.contain("BN254");
  });

  it("says of a node that does not answer that it does not, and nothing of precompiles", async () => {
    const finding = await findingOf(
      providing(async () => {
        throw new Error("connection refused\n  at somewhere");
      }),
    );
    expect(finding).to.include({ status: "missing" });
    expect(finding.detail).to.match(/cannot be asked about: connection refused$/);
    expect(finding.remedy).to.contain("networks.somewhere.url");
  });
});
