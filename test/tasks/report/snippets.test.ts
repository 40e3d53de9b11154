import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";
import ts from "typescript";

import { parseSettings } from "../../../src/artifacts/settings.ts";
import { appendContext } from "../../../src/onnx/append-context.ts";
import { readOnnxSignature } from "../../../src/onnx/signature.ts";
import { loadModel } from "../../../src/pipeline/model.ts";
import { layoutOf } from "../../../src/statement/layout.ts";
import { pascalName } from "../../../src/statement/naming.ts";
import { generateSolidity } from "../../../src/statement/solidity.ts";
import type { StatementLayout, Tensor } from "../../../src/statement/tensor.ts";
import { generateTypeScript } from "../../../src/statement/typescript.ts";
import { consumerName, soliditySnippet } from "../../../tasks/ezkl/report/snippet/solidity.ts";
import { placesOf } from "../../../tasks/ezkl/report/snippet/places.ts";
import { typescriptSnippet } from "../../../tasks/ezkl/report/snippet/typescript.ts";
import { compileAll } from "../../core/statement/compile.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const PROJECT = {
  ...{ models: [join(ROOT, "models")], output: "", generated: join(ROOT, "contracts/generated") },
  types: join(ROOT, "types/ezkl"),
};
const MODELS = ["biometric-code", "singing-judge", "trading-signal"];

async function placedLayout(name: string) {
  const model = await loadModel(PROJECT, name);
  const { paths, config } = model;
  const signature = readOnnxSignature(appendContext(readFileSync(paths.onnx)), paths.onnx);
  const settings = parseSettings(readFileSync(paths.settings, "utf8"), paths.settings);
  const layout = layoutOf({ model: name, settings, signature, context: config.context });
  return { layout, places: placesOf(model, { root: ROOT, contracts: join(ROOT, "contracts") }) };
}

const tensor = (name: string, role: Tensor["role"], offset: number, length: number): Tensor => ({
  ...{ name, onnxName: name, role, offset, length, shape: [length], scaleBits: 7, type: "F32" },
});

/** Names that mean something else in both languages and in the snippet's own contract, and more of them than fit one function. */
const AWKWARD: StatementLayout = {
  ...{ model: "awkward", instances: 21, contextOffset: null },
  tensors: [
    tensor("returns", "input", 0, 14),
    ...["verifier", "proof", "round", "error", "mapping"].map((name, i) => tensor(name, "output", 14 + i, 1)),
    { ...tensor("digestHash", "outputHash", 19, 1), type: "Felt", scaleBits: 0 },
    tensor("submit", "output", 20, 1),
  ],
};
const PLACES = {
  ...{ statement: "./generated/awkward/AwkwardStatement.sol" },
  ...{ types: "../types/ezkl/awkward.ts", input: "models/awkward/input.json" },
};
const CARRYING: StatementLayout = {
  ...AWKWARD,
  ...{ instances: 27, contextOffset: 21 },
  tensors: [...AWKWARD.tensors, { ...tensor("context", "context", 21, 6), scaleBits: 0, type: "Int" }],
};
/** More outputs than the compiler has room for variables in one function. */
const WORDY: StatementLayout = {
  ...{ model: "wordy", instances: 30, contextOffset: null },
  tensors: Array.from({ length: 30 }, (_, i) => tensor(`score${i}`, "output", i, 1)),
};
const SILENT: StatementLayout = { ...AWKWARD, instances: 0, tensors: [] };

describe("what snippets import by", () => {
  it("is relative to the contracts and the scripts, wherever the project keeps its files", async () => {
    const { paths } = await loadModel({ ...PROJECT, generated: join(ROOT, "made"), types: ROOT }, MODELS[0]!);
    const places = placesOf({ paths }, { root: ROOT, contracts: join(ROOT, "contracts", "deep") });
    expect(places).to.deep.equal({
      statement: "../../made/biometric-code/BiometricCodeStatement.sol",
      types: "../biometric-code.ts",
      input: "models/biometric-code/input.json",
    });
  });
});

describe("the Solidity snippet of a model's page", () => {
  const compiles = (layout: StatementLayout, statement: string): void => {
    const source = soliditySnippet(layout, { statement: `./${layout.model}.sol` });
    const compiled = compileAll({
      [`${layout.model}.sol`]: generateSolidity(layout, { modelDigest: `0x${"11".repeat(32)}` }),
      "consumer.sol": source,
    });
    expect(compiled).to.have.property(consumerName(layout));
    expect(soliditySnippet(layout, { statement })).to.contain(`from "${statement}";`);
  };

  for (const name of MODELS)
    it(`compiles without a warning, with ${name}'s own library and outputs`, async () => {
      const { layout, places } = await placedLayout(name);
      const library = `${pascalName(name)}Statement`;
      expect(places.statement).to.equal(`./generated/${name}/${library}.sol`);
      compiles(layout, places.statement);
      const source = soliditySnippet(layout, places);
      expect(source).to.contain("_consumeProof(proof, instances, msg.sender, bytes32(round));");
      for (const { name: output, role, length } of layout.tensors)
        if (role === "output")
          expect(source).to.contain(`${library}.${output}${length === 1 ? "" : "At"}(instances`);
    });

  it("compiles whatever the tensors are called and however many there are, with a context and without", () => {
    for (const layout of [AWKWARD, CARRYING, WORDY, SILENT]) compiles(layout, PLACES.statement);
  });

  it("says that a proof without context can be sent again, and refuses what the verifier refuses", () => {
    const source = soliditySnippet(AWKWARD, PLACES);
    expect(source).to.contain("carries no context").and.to.contain("requirePinnable(");
    expect(source).to.contain(
      "if (!_VERIFIER.verifyProof(proof, instances)) revert AwkwardConsumerProofRefused();",
    );
    expect(soliditySnippet(CARRYING, PLACES)).to.not.contain("carries no context");
  });

  it("names the public input that the contract must compare with what it knows", async () => {
    const { layout, places } = await placedLayout("trading-signal");
    expect(soliditySnippet(layout, places)).to.contain("// TradingSignalStatement.returnsAt(instances, i)");
    const judge = await placedLayout("singing-judge");
    expect(soliditySnippet(judge.layout, judge.places)).to.not.contain("the prover says");
  });
});

describe("the TypeScript snippet of a model's page", function () {
  this.timeout(120_000);

  /** Errors of the compiler over these files, as this repository's own sources are checked. */
  const errorsIn = (files: ReadonlyMap<string, string>): string[] => {
    const file = ts.readConfigFile(join(ROOT, "tsconfig.json"), (path) => ts.sys.readFile(path));
    const { options } = ts.parseJsonConfigFileContent(file.config, ts.sys, ROOT);
    const disk = ts.createCompilerHost(options);
    const host: ts.CompilerHost = {
      ...disk,
      readFile: (path) => files.get(path) ?? disk.readFile(path),
      fileExists: (path) => files.has(path) || disk.fileExists(path),
      getSourceFile: (path, ...rest) => {
        const text = files.get(path);
        return text === undefined
          ? disk.getSourceFile(path, ...rest)
          : ts.createSourceFile(path, text, ...(rest.slice(0, 1) as [ts.ScriptTarget]));
      },
    };
    const roots = [...files.keys(), join(ROOT, "hardhat.config.ts"), join(ROOT, "types/ezkl/index.ts")];
    const program = ts.createProgram(roots, options, host);
    return [...files.keys()].flatMap((path) =>
      program
        .getSemanticDiagnostics(program.getSourceFile(path))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
    );
  };
  const script = (name: string): string => join(ROOT, "scripts", `snippet-of-${name}.ts`);
  const types = (layout: StatementLayout): [string, string] => [
    join(ROOT, "types/ezkl", `${layout.model}.ts`),
    generateTypeScript(layout, { coreImport: "../../src/index.ts" }),
  ];

  it("type-checks for every model of this repository and for awkward ones, and a wrong name in it does not", async () => {
    const files = new Map<string, string>();
    for (const name of MODELS) {
      const { layout, places } = await placedLayout(name);
      expect(places.types).to.equal(`../types/ezkl/${name}.ts`);
      files.set(...types(layout));
      files.set(script(name), typescriptSnippet(layout, places));
    }
    for (const [model, layout] of Object.entries({ awkward: AWKWARD, carrying: CARRYING, silent: SILENT })) {
      files.set(...types({ ...layout, model }));
      const place = { ...PLACES, types: `../types/ezkl/${model}.ts` };
      files.set(script(model), typescriptSnippet({ ...layout, model }, place));
    }
    const wrong = files
      .get(script("trading-signal"))!
      .replace("statement.allocation", "statement.allocations");
    files.set(script("wrong"), wrong);
    const found = errorsIn(files);
    expect(found.join("\n")).to.contain("'allocations' does not exist");
    expect(found, found.join("\n")).to.have.length(1);
  });
});
