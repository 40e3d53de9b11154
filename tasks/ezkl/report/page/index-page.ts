import { escape } from "../../../ui/page/html.ts";
import { page } from "../../../ui/page/page.ts";
import { pageOf, type ModelReport } from "../report.ts";

import { tiles } from "./tiles.ts";

/** Every model of the project, each with its first figures and the way to its page. */
export function renderIndex(reports: readonly ModelReport[]): string {
  const none = `<p>No model is configured. <code>npx hardhat ezkl init NAME --onnx FILE --input FILE</code> makes one.</p>`;
  return page("Models", reports.length === 0 ? none : reports.map(entry).join("\n"));
}

function entry(report: ModelReport): string {
  const { model, notBuilt, pinned } = report;
  const { engine, inputVisibility, context } = model.config;
  const outputs = pinned?.layout.tensors.filter(({ role }) => role.startsWith("output")) ?? [];
  const facts = [
    `ezkl ${engine}`,
    `${inputVisibility} inputs`,
    context ? "bound to a context" : "no context",
    ...(outputs.length === 0 ? [] : [`states ${outputs.map(({ name }) => name).join(", ")}`]),
    ...(notBuilt === null ? [] : ["not built here"]),
  ];
  return `<section>
<h2><a href="${pageOf(report)}">${escape(model.name)}</a></h2>
<p class="soft">${escape(facts.join(" · "))}</p>
${tiles(report)}
</section>`;
}
