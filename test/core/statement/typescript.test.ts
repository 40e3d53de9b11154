import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { expect } from "chai";
import ts from "typescript";

import { feltFromLe } from "../../../src/field/felt.ts";
import { decodeStatement } from "../../../src/statement/decode.ts";
import type { StatementCodec } from "../../../src/statement/define.ts";
import { layoutOf } from "../../../src/statement/layout.ts";
import { camelName } from "../../../src/statement/naming.ts";
import type { StatementLayout } from "../../../src/statement/tensor.ts";
import { generateTypeScript } from "../../../src/statement/typescript.ts";
import { codecVectors } from "./vectors.ts";

const coreImport = fileURLToPath(new URL("../../../src/index.ts", import.meta.url));

describe("generated TypeScript", function () {
  this.timeout(60_000);
  const directory = mkdtempSync(join(tmpdir(), "statement-"));
  after(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  const cases = codecVectors()
    .filter(({ provenance }) => provenance.engine === "21.0.0")
    .flatMap(({ provenance, context, signature, cases: recorded }, v) =>
      recorded.map(({ inputs, outputs, settings, proof }) => ({
        layout: layoutOf({
          model: `${provenance.model}-v${v}-${inputs}-${outputs}`,
          settings,
          signature,
          context,
        }),
        instances: proof.instances.flat().map(feltFromLe),
      })),
    );

  function write(layout: StatementLayout): string {
    const path = join(directory, `${camelName(layout.model)}.ts`);
    writeFileSync(path, generateTypeScript(layout, { coreImport, modelDigest: `0x${"5a".repeat(32)}` }));
    return path;
  }

  it("type-checks strictly, hostile names included", () => {
    const hostile: StatementLayout = {
      model: 'm*/\n"`',
      instances: 2,
      contextOffset: null,
      tensors: [
        {
          name: "x",
          onnxName: '*/ } evil(); /* \u2028 `${1}`"',
          role: "output",
          shape: [2],
          offset: 0,
          length: 2,
          scaleBits: 3,
          type: "F32",
        },
      ],
    };
    expect(generateTypeScript(hostile)).to.match(/^[\x20-\x7e\n]*$/);
    const files = [...cases.slice(0, 6).map(({ layout }) => layout), hostile].map(write);
    const program = ts.createProgram(files, {
      strict: true,
      noEmit: true,
      noUnusedLocals: true,
      skipLibCheck: true,
      verbatimModuleSyntax: true,
      allowImportingTsExtensions: true,
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: ["node"],
      typeRoots: [fileURLToPath(new URL("../../../node_modules/@types", import.meta.url))],
    });
    const problems = files.flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)));
    expect(
      problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
    ).to.deep.equal([]);
  });

  it("decodes every recorded proof as the codec itself does", async () => {
    for (const { layout, instances } of cases) {
      const module = (await import(pathToFileURL(write(layout)).href)) as Record<
        string,
        StatementCodec<unknown>
      >;
      const codec =
        module[`${camelName(layout.model)}Statement`] ?? expect.fail(`no codec for ${layout.model}`);
      expect(codec.layout).to.deep.equal(layout);
      expect(codec.modelDigest).to.equal(`0x${"5a".repeat(32)}`);
      expect(codec.decode(instances)).to.deep.equal(decodeStatement(layout, instances));
    }
  });

  it("imports the core by its package name unless told otherwise, and is the same text each time", () => {
    const { layout } = cases[0] ?? expect.fail("no cases");
    const text = generateTypeScript(layout);
    expect(text)
      .to.include('from "hardhat-ezkl/core"')
      .and.to.match(/^\/\/ Generated .* do not edit\./);
    expect(generateTypeScript(structuredClone(layout))).to.equal(text);
  });
});
