import { expect } from "chai";
import type { Contract } from "ethers";
import { sha256, toUtf8Bytes } from "ethers";
import { network } from "hardhat";

import { feltFromLe } from "../../../src/field/felt.ts";
import type { Fixed } from "../../../src/field/fixed.ts";
import { R } from "../../../src/field/scalar.ts";
import type { StatementValue } from "../../../src/statement/decode.ts";
import { decodeStatement } from "../../../src/statement/decode.ts";
import { layoutOf } from "../../../src/statement/layout.ts";
import { pascalName } from "../../../src/statement/naming.ts";
import { solidityName } from "../../../src/statement/reserved-words.ts";
import { generateSolidity } from "../../../src/statement/solidity.ts";
import type { StatementLayout, Tensor } from "../../../src/statement/tensor.ts";
import { statementTensors } from "../../../src/statement/tensor.ts";
import { share } from "../../helpers/share.ts";
import type { Compiled } from "./compile.ts";
import { compileAll } from "./compile.ts";
import { harnessSource } from "./harness.ts";
import { codecVectors } from "./vectors.ts";

type Connection = Awaited<ReturnType<typeof network.create>>;

const DIGEST = `0x${"5a".repeat(32)}`;

interface Case {
  layout: StatementLayout;
  instances: bigint[];
  statement: Record<string, StatementValue>;
}

/** Every recorded case; equal layouts (of both engines, mostly) share one model name, and so one library. */
const recordedCases: Case[] = codecVectors().flatMap(({ context, signature, cases: recorded }) =>
  recorded.map(({ settings, proof }) => {
    const layout = layoutOf({ model: "", settings, signature, context });
    const model = `model-${sha256(toUtf8Bytes(JSON.stringify(layout))).slice(2, 10)}`;
    const instances = proof.instances.flat().map(feltFromLe);
    return { layout: { ...layout, model }, instances, statement: decodeStatement(layout, instances) };
  }),
);

/** A library takes a third of a second to compile; every fourth has each visibility, with a context and without. */
const compiledModels = new Set(share([...new Set(recordedCases.map(({ layout }) => layout.model))], 4));
const cases = recordedCases.filter(({ layout }) => compiledModels.has(layout.model));

function rawOf(value: StatementValue | undefined): bigint[] {
  if (typeof value === "bigint") return [value];
  return (Array.isArray(value) ? (value as readonly Fixed[]) : [value as Fixed]).map(({ raw }) => raw);
}

function compileLayouts(layouts: readonly StatementLayout[]): Compiled {
  const sources: Record<string, string> = {};
  for (const layout of layouts) {
    const path = `${pascalName(layout.model)}Statement.sol`;
    sources[path] = generateSolidity(layout, { modelDigest: DIGEST });
    sources[`Harness-${path}`] = harnessSource(layout, path);
  }
  return compileAll(sources);
}

/** A layout made by hand: one tensor after the other. */
function layoutWith(model: string, tensors: Partial<Tensor>[]): StatementLayout {
  let offset = 0;
  const placed = tensors.map((tensor, index) => {
    const whole: Tensor = {
      name: `t${index}`,
      onnxName: `t${index}`,
      role: "output",
      shape: [tensor.length ?? 1],
      length: 1,
      scaleBits: 7,
      type: "F32",
      ...tensor,
      offset,
    };
    offset += whole.length;
    return whole;
  });
  return { model, instances: offset, contextOffset: null, tensors: placed };
}

/** Deploys the harness of a layout; its interface knows the errors of the libraries too. */
async function deploy(
  connection: Connection,
  compiled: Compiled,
  { model }: StatementLayout,
): Promise<Contract> {
  const [signer] = await connection.ethers.getSigners();
  const library = `${pascalName(model)}Statement`;
  const { abi, bytecode } = compiled[`${library}Harness`] ?? expect.fail(`${model} is not compiled`);
  const errors = [library, "EzklFelt"].flatMap((name) => compiled[name]?.abi ?? []);
  const factory = new connection.ethers.ContractFactory([...abi, ...errors], bytecode, signer);
  return (await factory.deploy()) as Contract;
}

/** The name of the custom error that the call reverts with. */
async function errorOf(contract: Contract, method: string, ...args: unknown[]): Promise<string> {
  try {
    await contract.getFunction(method).staticCall(...args);
  } catch (error) {
    // Hardhat does not know these contracts and prints the return data instead of a name.
    const data = /return data: (0x[0-9a-f]+)/.exec(String(error))?.[1] ?? "0x";
    return contract.interface.parseError(data)?.name ?? String(error);
  }
  return "none";
}

describe("generated Solidity", function () {
  this.timeout(120_000);
  let compiled: Compiled;

  before(() => {
    compiled = compileLayouts(cases.map(({ layout }) => layout));
  });

  it("decodes every recorded proof as the TypeScript codec does", async () => {
    const connection = await network.create();
    const contracts = new Map<string, Contract>();
    for (const { layout, instances, statement } of cases) {
      const contract = contracts.get(layout.model) ?? (await deploy(connection, compiled, layout));
      contracts.set(layout.model, contract);
      expect(await contract.getFunction("instanceCount").staticCall()).to.equal(BigInt(layout.instances));
      expect(await contract.getFunction("modelDigest").staticCall()).to.equal(DIGEST);
      const offset: unknown = await contract.getFunction("contextOffset").staticCall();
      expect(offset).to.equal(layout.contextOffset === null ? 2n ** 256n - 1n : BigInt(layout.contextOffset));
      const tensors = statementTensors(layout);
      if (tensors.length === 0) continue;
      const decoded = (await contract.getFunction("decode").staticCall(instances)) as Record<
        string,
        bigint | Iterable<bigint>
      >;
      for (const [i, { name }] of tensors.entries()) {
        const member = decoded[solidityName(name)] ?? expect.fail(`no member ${name}`);
        const expected = rawOf(statement[name]);
        expect(typeof member === "bigint" ? [member] : [...member], `${layout.model} ${name}`).to.deep.equal(
          expected,
        );
        const last = expected.length - 1;
        expect(await contract.getFunction(`read${i}`).staticCall(instances, last)).to.equal(expected[last]);
      }
    }
  });

  it("compiles without a warning whatever the tensors are called", () => {
    const words = [
      "returns",
      "address",
      "msg",
      "now",
      "sha256",
      "error",
      "uint256",
      "bytes32",
      "this",
      "revert",
      "constructor",
    ];
    const single = words.map((name) => ({ name }));
    const long = words
      .map((name) => ({ name: `${name}X`, length: 3 }))
      .concat(words.map((name) => ({ name, length: 2 })));
    compileLayouts([
      layoutWith("single", single),
      layoutWith("long", long),
      layoutWith("hostile", [
        { onnxName: '*/ } contract X {} /* @dev \n\u2028"' },
        { onnxName: "@unknown tag", length: 2 },
      ]),
      layoutWith('model */ "quoted"\n@name', [{}]),
      layoutWith("empty", []),
      layoutWith("hashes", [{ type: "Felt", role: "inputHash", shape: [], scaleBits: 0 }]),
      layoutWith("negative", [{ scaleBits: -3 }]),
      layoutWith("hollow", [{ length: 0, shape: [0] }, { length: 2 }]),
    ]);
  });

  it("leaves the struct out above 256 words, and only there", () => {
    expect(generateSolidity(layoutWith("m", [{ length: 256 }]), { modelDigest: DIGEST })).to.include(
      "struct Statement",
    );
    expect(generateSolidity(layoutWith("m", [{ length: 257 }]), { modelDigest: DIGEST })).to.not.include(
      "Statement memory",
    );
  });

  it("refuses lists of another length, indices beyond a tensor, and elements without a signed reading", async () => {
    const layout = layoutWith("guarded", [
      { length: 3 },
      { name: "score" },
      { name: "digest", type: "Felt", role: "inputHash", shape: [], scaleBits: 0 },
    ]);
    const contract = await deploy(await network.create(), compileLayouts([layout]), layout);
    const good = [1n, R - 1n, 0n, 5n, R - 1n];
    expect(await contract.getFunction("read0").staticCall(good, 1)).to.equal(-1n);
    expect(await contract.getFunction("read2").staticCall(good, 0)).to.equal(R - 1n);
    for (const method of ["read0", "read1", "read2"]) {
      for (const list of [[], good.slice(1), [...good, 0n]]) {
        expect(await errorOf(contract, method, list, 0), method).to.equal("GuardedStatementInstanceCount");
      }
    }
    expect(await errorOf(contract, "decode", [...good, 0n])).to.equal("GuardedStatementInstanceCount");
    for (const index of [3n, 2n ** 256n - 1n]) {
      expect(await errorOf(contract, "read0", good, index)).to.equal("GuardedStatementIndexOutOfBounds");
    }
    for (const felt of [2n ** 127n, R / 2n, R - 2n ** 127n, R]) {
      expect(await errorOf(contract, "read1", good.with(3, felt), 0)).to.equal("EzklFeltOutOfRange");
      expect(await errorOf(contract, "decode", good.with(0, felt))).to.equal("EzklFeltOutOfRange");
    }
  });
});
