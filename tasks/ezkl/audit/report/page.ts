import { AUDIT_STATUS, AUDIT_TITLES } from "../../../ui/messages.ts";
import { definitions, escape, htmlTable } from "../../../ui/page/html.ts";
import { page } from "../../../ui/page/page.ts";

import { countOf, type AuditReport } from "./report.ts";
import { verdictOf } from "./text.ts";

/** A page that stands alone: the verdict, every line, and what the failing ones compared. */
export function renderAudit(report: AuditReport): string {
  const title = `Audit of ${report.model}`;
  const failing = report.lines.filter(({ status }) => status === "fail");
  return page(
    title,
    `<p class="verdict ${report.passed ? "pass" : "fail"}"><b>${escape(verdictOf(report))}</b></p>
${tiles(report)}
${failing.length === 0 ? "" : `<h2>What is wrong</h2>\n${failing.map(failure).join("\n")}`}
<h2>Every line</h2>
${htmlTable(
  [
    { head: "", kind: "text" },
    { head: "what is compared", kind: "text wrap" },
    { head: "outcome", kind: "text wrap" },
  ],
  report.lines.map(({ id, status, detail }) => ({
    mark: status,
    cells: [AUDIT_STATUS[status], AUDIT_TITLES[id], detail],
  })),
)}
<h2>What was audited</h2>
${definitions(facts(report))}
<p>To repeat it: <code>${escape(repeatCommand(report))}</code></p>`,
  );
}

function tiles(report: AuditReport): string {
  const items = (["pass", "fail", "skipped", "not-applicable"] as const).map(
    (status) => `<li><span>${escape(AUDIT_STATUS[status])}</span><b>${countOf(report, status)}</b></li>`,
  );
  return `<ul class="tiles">${items.join("")}</ul>`;
}

function failure({ id, code, detail, expected, found }: AuditReport["lines"][number]): string {
  const compared = {
    ...(expected === undefined ? {} : { Expected: expected }),
    ...(found === undefined ? {} : { Found: found }),
  };
  return `<h3 class="finding">${escape(AUDIT_TITLES[id])} <code>${escape(code ?? "")}</code></h3>
<p>${escape(detail)}</p>
${Object.keys(compared).length === 0 ? "" : definitions(compared)}`;
}

function repeatCommand({ model, address, registry, publisher }: AuditReport): string {
  const at = address === null ? "" : ` --address ${address} --network NAME`;
  const published = registry === null ? "" : ` --registry ${registry} --publisher ${publisher}`;
  return `npx hardhat ezkl audit ${model}${at}${published}`;
}

function facts({
  engine,
  address,
  chainId,
  registry,
  publisher,
  modelDigest,
  codeHash,
}: AuditReport): Record<string, string> {
  const unknown = "not found out";
  return {
    Engine: `ezkl ${engine}`,
    Contract: address === null ? "none was named" : `${address} on chain ${chainId}`,
    ...(registry === null ? {} : { Registry: `${registry}, of what ${publisher} published` }),
    "Model digest": modelDigest ?? unknown,
    "Code hash of the rebuilt source": codeHash.built ?? unknown,
    "Code hash on chain": codeHash.onChain ?? unknown,
  };
}
