import { escape } from "../../../ui/page/html.ts";
import { page } from "../../../ui/page/page.ts";
import { MESSAGES } from "../../../ui/messages.ts";
import type { Draw } from "../../tune/report/draw.ts";
import { drawGraph } from "../graph/draw.ts";
import type { ModelReport } from "../report.ts";
import { soliditySnippet } from "../snippet/solidity.ts";
import { typescriptSnippet } from "../snippet/typescript.ts";

import { codeBlock } from "./code.ts";
import { errorSection, gasSection, manifestSection, sizesSection, tuningSection } from "./sections.ts";
import { statementTable } from "./statement.ts";
import { tiles } from "./tiles.ts";

/** A model's page: it stands alone, but for the link back to the index beside it. */
export async function renderModel(report: ModelReport, draw: Draw): Promise<string> {
  const { model, notBuilt, pinned } = report;
  const dev = pinned?.manifest?.srs.kind === "dev";
  return page(
    model.name,
    `<nav><a href="index.html">All models</a></nav>
${tiles(report)}
${notBuilt === null ? "" : `<p><b>${escape(notBuilt)}</b> <code>npx hardhat ezkl build ${escape(model.name)}</code></p>`}
${dev ? `<p><b>${escape(MESSAGES.devSrs)}</b></p>` : ""}
<h2>Graph</h2>
<p class="soft">${escape(graphCaption(report))}</p>
${await drawGraph(report.dataflow)}
${usage(report)}
${sizesSection(report)}
${gasSection(report)}
${errorSection(report, draw)}
${tuningSection(report, draw)}
${manifestSection(report)}`,
  );
}

function graphCaption({ model, dataflow }: ModelReport): string {
  const count = dataflow.operations.length;
  const context = model.config.context ? " The context passes beside the model, unchanged." : "";
  return `${count} operation${count === 1 ? "" : "s"}; below each, the shapes of its parameters.${context}`;
}

function usage({ pinned, places, model }: ModelReport): string {
  if (pinned === null)
    return `<h2>Statement and usage</h2>\n<p>Known once the settings are pinned: <code>npx hardhat ezkl build ${escape(model.name)}</code></p>`;
  const { layout } = pinned;
  return `<h2>Statement</h2>
<p>The ${layout.instances} public numbers of a proof, in the circuit's order.</p>
${statementTable(layout)}
<h2>In a contract</h2>
<p class="soft">${escape(contractCaption(layout.contextOffset !== null))}</p>
${codeBlock(soliditySnippet(layout, places), "Solidity")}
<h2>In a script or a page</h2>
<p class="soft">In the project's scripts folder, with that contract.</p>
${codeBlock(typescriptSnippet(layout, places), "TypeScript")}`;
}

function contractCaption(bound: boolean): string {
  const compiles = "In the project's contracts folder; it compiles as it stands.";
  return bound
    ? compiles
    : `${compiles} ezkl lint finds fault with it, and rightly: without a context a proof is bound to nothing.`;
}
