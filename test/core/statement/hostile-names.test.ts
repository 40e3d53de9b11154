import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { expect } from "chai";
import ts from "typescript";

import { complaintsOf } from "../../../scripts/solc.ts";
import { settingsSchema, type Settings } from "../../../src/artifacts/settings.ts";
import { decodeStatement } from "../../../src/statement/decode.ts";
import { constantName } from "../../../src/statement/naming.ts";
import { layoutOf } from "../../../src/statement/layout.ts";
import { generateSolidity } from "../../../src/statement/solidity.ts";
import type { StatementLayout } from "../../../src/statement/tensor.ts";
import { generateTypeScript } from "../../../src/statement/typescript.ts";
import { typesIndex } from "../../../src/pipeline/types-index.ts";
import { checkModelName } from "../../../src/pipeline/model.ts";
import { soliditySnippet } from "../../../tasks/ezkl/report/snippet/solidity.ts";
import { typescriptSnippet } from "../../../tasks/ezkl/report/snippet/typescript.ts";
import { HOSTILE_MODELS, HOSTILE_TENSORS } from "../../helpers/hostile-names.ts";

import { expectCode } from "../expect-code.ts";

import { codecVectors } from "./vectors.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const DIGEST = `0x${"5a".repeat(32)}`;
/** Tensors of one model at most: with more words there is no struct. */
const MOST = 100;
/** Values in a snippet. */
const SHOWN = 4;

/** The layout that a build makes of a model whose public outputs have these names and this length each. */
function layoutNamed(model: string, names: readonly string[], length: number): StatementLayout {
  const [{ cases: [recorded] } = { cases: [] }] = codecVectors().filter(({ context }) => !context);
  const settings: Settings = settingsSchema.parse(structuredClone(recorded?.settings));
  Object.assign(settings.run_args, { input_visibility: "Private", output_visibility: "Public" });
  return layoutOf({
    model,
    settings: {
      ...settings,
      module_sizes: { ...settings.module_sizes, poseidon: [0, [0]] },
      model_output_scales: names.map(() => 7),
      output_types: names.map(() => "F32" as const),
      model_instance_shapes: names.map(() => [length]),
    },
    signature: {
      ...{ irVersion: 8, opset: 17, nodeCount: 1, opTypes: ["Identity"], inputs: [] },
      outputs: names.map((name) => ({ name, elementType: "float32", shape: [length] })),
    },
    context: false,
  });
}

/** All hostile tensors, in models of a hundred, one element each and several each, then every other model's name. */
const LAYOUTS: readonly StatementLayout[] = [
  ...Array.from({ length: Math.ceil(HOSTILE_TENSORS.length / MOST) }, (_, part) =>
    HOSTILE_TENSORS.slice(part * MOST, (part + 1) * MOST),
  ).flatMap((names, part) => [
    layoutNamed(`tensors-${part}-single`, names, 1),
    layoutNamed(`tensors-${part}-lists`, names, 2),
  ]),
  ...HOSTILE_MODELS.map((model) => layoutNamed(model, ["x", "statement"], 1)),
];

describe("what is generated of hostile names", function () {
  this.timeout(60_000);

  it("compiles as Solidity without a warning, with the code to copy from a report", () => {
    const sources: Record<string, string> = {};
    for (const layout of LAYOUTS) {
      sources[`${layout.model}.sol`] = generateSolidity(layout, { modelDigest: DIGEST });
      if (!/-single$|^ezkl/.test(layout.model)) continue;
      // One snippet shows four values: the names take turns, as do contracts with a context and without.
      for (let first = 0; first < layout.tensors.length; first += SHOWN) {
        const contextOffset = (first / SHOWN) % 2 === 0 ? 0 : null;
        const shown = { ...layout, contextOffset, tensors: layout.tensors.slice(first, first + SHOWN) };
        const statement = `./${layout.model}.sol`;
        sources[`${layout.model}-${first}.sol`] = soliditySnippet(shown, { statement });
      }
    }
    expect(complaintsOf(sources).join("\n")).to.equal("");
  });

  it("compiles as TypeScript under the repository's own options, with the code to copy and the index of all", () => {
    const files = new Map([[`${ROOT}core.ts`, CORE]]);
    for (const layout of LAYOUTS) {
      files.set(`${ROOT}types/${layout.model}.ts`, generateTypeScript(layout, { coreImport: "../core.ts" }));
      files.set(
        `${ROOT}scripts/${layout.model}.ts`,
        typescriptSnippet(layout, { types: `../types/${layout.model}.ts`, input: "input.json" }),
      );
    }
    files.set(`${ROOT}types/index.ts`, typesIndex(LAYOUTS.map(({ model }) => model)));
    expect(complaintsOfTypeScript(files)).to.deep.equal([]);
    const wrong = generateTypeScript(LAYOUTS[0]!, { coreImport: "../core.ts" }).replace(
      "Fixed,",
      "Fixed as F,",
    );
    const core = [`${ROOT}core.ts`, CORE] as const;
    expect(complaintsOfTypeScript(new Map([core, [`${ROOT}types/wrong.ts`, wrong]]))).to.not.be.empty;
  });

  it("decodes to what was proven, each under its own name", () => {
    for (const layout of LAYOUTS) {
      const instances = Array.from({ length: layout.instances }, (_, index) => BigInt(index + 1));
      const statement = decodeStatement(layout, instances);
      expect(Object.keys(statement)).to.have.length(layout.tensors.length);
      for (const { name, offset, length } of layout.tensors) {
        expect(Object.hasOwn(statement, name), name).to.equal(true);
        const values = [statement[name]].flat() as { raw: bigint }[];
        expect(values.map(({ raw }) => raw)).to.deep.equal(instances.slice(offset, offset + length));
      }
    }
  });

  it("is made for names only that the rule for models allows", () => {
    for (const name of HOSTILE_MODELS) checkModelName(name, "models");
    for (const name of ["index", "deployments", "constructor", "con", "nul", "com1", "lpt9"])
      expectCode("EZKL_MODEL_NAME", () => checkModelName(name, "models"));
  });

  it("takes no name of this package's own contracts", () => {
    const own = ["interfaces", "libraries", "base", "registry"].flatMap((folder) =>
      readdirSync(`${ROOT}contracts/${folder}`).map((file) => file.replace(".sol", "")),
    );
    expect(own).to.include.members(["IEzklVerifier", "ZkmlVerifier"]);
    for (const contract of own) {
      const stem = /^(.+)(?:Verifier|Statement)$/.exec(contract)?.[1];
      if (stem === undefined) continue;
      for (const name of [
        stem.toLowerCase(),
        constantName(stem)
          .replace(/^I(?=[A-Z])/, "I_")
          .toLowerCase()
          .replaceAll("_", "-"),
      ])
        expectCode("EZKL_MODEL_NAME", () => checkModelName(name, "models"));
    }
  });
});

/** What generated types import; the whole of the core would be read for as little. */
const CORE = `export { defineStatement } from "./src/statement/define.ts";
export type { Fixed } from "./src/field/fixed.ts";
export type { StatementLayout } from "./src/statement/tensor.ts";
`;
const AMBIENT = `declare module "hardhat" { export const network: { create(): Promise<any> }; }
declare module "node:fs/promises" { export function readFile(path: string, encoding: string): Promise<string>; }
declare const console: { log(...values: unknown[]): void };
`;

/** Errors of the compiler over these files, which stand in memory only. */
function complaintsOfTypeScript(files: ReadonlyMap<string, string>): string[] {
  const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, ROOT);
  const all = new Map([...files, [`${ROOT}ambient.d.ts`, AMBIENT]]);
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    readFile: (path) => all.get(path) ?? disk.readFile(path),
    fileExists: (path) => all.has(path) || disk.fileExists(path),
    getSourceFile: (path, version, ...rest) => {
      const text = all.get(path);
      return text === undefined
        ? disk.getSourceFile(path, version, ...rest)
        : ts.createSourceFile(path, text, version);
    },
  };
  const strict = { ...options, types: [], noUnusedLocals: true };
  const program = ts.createProgram([...all.keys()], strict, host);
  return [...files.keys()].flatMap((path) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map(
        ({ messageText }) =>
          `${path.slice(ROOT.length)}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
      ),
  );
}
