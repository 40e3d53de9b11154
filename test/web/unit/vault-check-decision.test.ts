import { expect } from "chai";

import {
  contextHash,
  contextLimbs,
  feltToBe,
  InstanceCountError,
  scopeOf,
  signedToFelt,
  type ProofContext,
  type ProofFile,
} from "../../../src/index.ts";
import { decisionContext } from "../../../tasks/trading-vault/decision-context.ts";
import { checkDecision, isSound } from "../../../web/src/vault/keeper/check-decision.ts";

const DIGEST = `0x${"d9".repeat(32)}`;
const VAULT = `0x${"11".repeat(20)}`;
const KEEPER = `0x${"22".repeat(20)}`;
const EPOCH = 20_000n;
const RETURNS = Array.from({ length: 28 }, (_, index) => BigInt(index) - 14n);
const ALLOCATION = 1n << 29n;

const context = decisionContext(31337n, VAULT, KEEPER, EPOCH);
const expected = { modelDigest: DIGEST, context, epoch: EPOCH, returns: RETURNS };

/** A file whose field elements are about `of`, and which says of itself that it is about `said`. */
function fileOf(of: ProofContext, said: ProofContext | null = of, returns = RETURNS): ProofFile {
  const hash = contextHash({ ...of, chainId: BigInt(of.chainId), modelDigest: DIGEST });
  const limbs = contextLimbs(hash).map(BigInt);
  const instances = [...returns.map((raw) => signedToFelt(raw)), ...limbs, ALLOCATION, ...limbs];
  return {
    ...{ schemaVersion: 1, model: "trading-signal", modelDigest: DIGEST, engine: "21.0.0" },
    ...{ context: said, proof: "0x00", statement: {} },
    instances: instances.map((felt) => feltToBe(felt, "felt")),
  };
}

const differing = (file: ProofFile): string[] =>
  checkDecision(file, expected).checks.flatMap(({ what, holds }) => (holds ? [] : [what]));

describe("web: a proof held against what the vault will check", () => {
  it("holds, and its allocation is read from the proof", () => {
    const decision = checkDecision(fileOf(context), expected);
    expect(isSound(decision)).to.equal(true);
    expect(decision.allocation).to.deep.equal({ raw: ALLOCATION, scale: 30 });
    expect(decision.instances).to.have.length(41);
  });

  it("names what is another: keeper, vault, chain, day, each with the binding", () => {
    const others: [string, ProofContext][] = [
      ["Keeper", { ...context, account: `0x${"33".repeat(20)}` }],
      ["Vault", { ...context, consumer: `0x${"33".repeat(20)}` }],
      ["Chain", { ...context, chainId: "1" }],
      ["Day", { ...context, scope: scopeOf(EPOCH - 1n) }],
    ];
    for (const [what, other] of others)
      expect(differing(fileOf(other))).to.deep.equal([what, "Bound to all of these"]);
  });

  it("does not believe what a file says of itself", () => {
    const lying = fileOf({ ...context, account: `0x${"33".repeat(20)}` }, context);
    expect(differing(lying)).to.deep.equal(["Bound to all of these"]);
    expect(differing(fileOf(context, null))).to.deep.equal(["Chain", "Vault", "Keeper", "Day"]);
  });

  it("names the first return that is not the chain's, and its day", () => {
    const moved = RETURNS.with(27, 5n);
    const { checks } = checkDecision(fileOf(context, context, moved), expected);
    const prices = checks.find(({ what }) => what === "Prices");
    expect(prices).to.include({ holds: false });
    expect(prices?.found).to.contain("2024-10-04").and.to.contain("is 5, the chain’s 13");
  });

  it("tells another model, and refuses what is no statement of this one", () => {
    expect(differing({ ...fileOf(context), modelDigest: `0x${"aa".repeat(32)}` })).to.deep.equal(["Model"]);
    const short = { ...fileOf(context), instances: fileOf(context).instances.slice(1) };
    expect(() => checkDecision(short, expected)).to.throw(InstanceCountError);
  });
});
