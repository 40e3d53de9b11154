import { MAX_CODE_BYTES } from "../../../../src/artifacts/tuning-record.ts";
import { definitions, escape, htmlTable } from "../../../ui/page/html.ts";
import { SETTINGS_KEY, significant, whole } from "../../tune/figures.ts";
import { tuningCharts } from "../../tune/report/charts.ts";
import type { Draw } from "../../tune/report/draw.ts";
import { drawFigure, WIDE } from "../../tune/report/figure.ts";
import { frontTable } from "../../tune/report/front-table.ts";
import { constraintText, objectiveText, repeatCommand } from "../../tune/report/prose.ts";
import { histogram, largest, mean } from "../facts/histogram.ts";
import { tunedChoice } from "../facts/tuned.ts";
import type { ModelReport } from "../report.ts";

import { codeBlock } from "./code.ts";
import { errorChart } from "./error-chart.ts";

export function sizesSection({ sizes }: ModelReport): string {
  const rows = sizes.map(({ what, bytes, basis }) => ({
    cells: [what, bytes === null ? "–" : whole(bytes), basis],
  }));
  return `<h2>Sizes</h2>
${htmlTable([{ head: "part", kind: "text" }, { head: "bytes" }, { head: "from", kind: "text note" }], rows)}
<p class="soft">A chain stores at most ${whole(MAX_CODE_BYTES)} bytes of runtime code.</p>`;
}

export function gasSection({ gas }: ModelReport): string {
  if (gas.length === 0)
    return `<h2>Gas</h2>\n<p>Nothing is known yet: no settings are pinned, or the verifier is one that the cost model does not know, and none is compiled.</p>`;
  const rows = gas.map(({ what, gas: amount, how, basis }) => ({ cells: [what, whole(amount), how, basis] }));
  return `<h2>Gas</h2>
${htmlTable(
  [
    { head: "of", kind: "text" },
    { head: "gas" },
    { head: "how", kind: "text" },
    { head: "from", kind: "text note" },
  ],
  rows,
)}
<p class="soft">Of whole transactions. What a contract does besides the verification comes on top.</p>`;
}

export function errorSection({ errors, model }: ModelReport, draw: Draw): string {
  if ("missing" in errors)
    return `<h2>Circuit against float model</h2>\n<p>No histogram: ${escape(errors.missing)}</p>`;
  const { samples, differences } = errors;
  const most = largest(differences);
  const limit = model.config.holdout?.maxAbsError;
  const exact = differences.filter((difference) => difference === 0).length;
  const figures = {
    "Hold-out samples": whole(samples),
    "Output values": whole(differences.length),
    "Largest difference": `${significant(most)}${limit === undefined ? "" : `, the model allows ${significant(limit)}`}`,
    "Mean difference": significant(mean(differences)),
    "Exactly equal": whole(exact),
  };
  return `<h2>Circuit against float model</h2>
${definitions(figures)}
${most === 0 ? "<p>The circuit says exactly what the float model says: there is nothing to draw.</p>" : drawFigure(draw, "Differences on the hold-out", "Circuit less float model, in units of the outputs; 0 is agreement.", errorChart(histogram(differences)), WIDE)}`;
}

export function tuningSection(report: ModelReport, draw: Draw): string {
  const { tuning, model } = report;
  if (tuning === null)
    return `<h2>Tuning</h2>\n<p>Not tuned. To search for a cheaper circuit that says the same: <code>npx hardhat ezkl tune ${escape(model.name)}</code></p>`;
  const stale =
    tunedChoice(report) === null
      ? `<p><b>The circuit that is pinned now is not the one that this search chose.</b></p>`
      : "";
  return `<h2>Tuning</h2>
${stale}
<p>${escape(objectiveText(tuning))}</p>
${constraintText(tuning)
  .map((sentence) => `<p>${escape(sentence)}</p>`)
  .join("\n")}
${tuningCharts(tuning, draw)}
<p class="soft">The front: no other candidate is better in every figure. Settings: ${escape(SETTINGS_KEY)}. Figures: predicted | measured.</p>
${frontTable(tuning)}
<p>To repeat it: <code>${escape(repeatCommand(tuning))}</code></p>`;
}

export function manifestSection({ pinned, model }: ModelReport): string {
  const manifest = pinned?.manifest ?? null;
  if (manifest === null)
    return `<h2>Manifest</h2>\n<p>None yet: <code>npx hardhat ezkl build ${escape(model.name)}</code> writes it.</p>`;
  const { srs, engine, solc } = manifest;
  const figures = {
    "Model digest": manifest.modelDigest,
    Engine: `ezkl ${engine}`,
    SRS: `${srs.ceremony ?? srs.kind}, k=${srs.k}, sha-256 ${srs.sha256}`,
    "ONNX file": `sha-256 ${manifest.onnxSha256}`,
    Settings: `sha-256 ${manifest.settingsSha256}`,
    Circuit: `sha-256 ${manifest.circuitSha256}`,
    "Verifying key": `sha-256 ${manifest.vkSha256}`,
    ...(manifest.pkSha256 === undefined ? {} : { "Proving key": `sha-256 ${manifest.pkSha256}` }),
    "Verifier source": `sha-256 ${manifest.verifierSha256}`,
    Compiler: solc === undefined ? "not recorded" : `solc ${solc}`,
  };
  return `<h2>Manifest</h2>
${definitions(figures)}
<details><summary>model.lock.json</summary>
${codeBlock(JSON.stringify(manifest, null, 2), "model.lock.json")}
</details>`;
}
