import { pascalName } from "../../../../src/statement/naming.ts";
import type { StatementLayout } from "../../../../src/statement/tensor.ts";

import { accessorsOf, codecOf } from "./accessors.ts";
import type { Places } from "./places.ts";
import { consumerName } from "./solidity.ts";

/** A script that deploys, proves, submits and decodes, to begin from: it runs in a project where the Solidity snippet is a contract. */
export function typescriptSnippet(layout: StatementLayout, places: Omit<Places, "statement">): string {
  const bound = layout.contextOffset !== null;
  const contract = consumerName(layout);
  const reads = accessorsOf(layout, "0").map(
    ({ typescript, tensor }) => `console.log(${JSON.stringify(tensor.name)}, ${typescript});`,
  );
  return [
    'import { readFile } from "node:fs/promises";',
    "",
    'import { network } from "hardhat";',
    "",
    `import { ${codecOf(layout)} } from ${JSON.stringify(places.types)};`,
    "",
    "const { ethers, ezkl } = await network.create();",
    ...(bound ? ["const account = await ethers.provider.getSigner(0);"] : []),
    `const model = await ezkl.model(${JSON.stringify(layout.model)});`,
    "const { codeHash } = await model.verifierPin();",
    `const verifier = await ethers.deployContract(${JSON.stringify(`${pascalName(layout.model)}Verifier`)});`,
    `const consumer = await ethers.deployContract(${JSON.stringify(contract)}, [verifier, codeHash]);`,
    "",
    `const input = JSON.parse(await readFile(${JSON.stringify(places.input)}, "utf8"));`,
    ...(bound
      ? [
          "const round = 1n;",
          "const proof = await model.prove(input, { context: { consumer, account, scope: round } });",
          'await consumer.getFunction("submit")(round, ...proof.args);',
        ]
      : ["const proof = await model.prove(input);", 'await consumer.getFunction("submit")(...proof.args);']),
    "",
    "// Pages decode by the same codec; numbers are { raw, scale }: raw / 2 ** scale.",
    `const statement = ${codecOf(layout)}.decode(proof.instances);`,
    ...reads,
    "",
  ].join("\n");
}
