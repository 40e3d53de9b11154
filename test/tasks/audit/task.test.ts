import { readFile, rm } from "node:fs/promises";

import { expect } from "chai";

import { EzklError } from "../../../src/errors/base.ts";
import { audit } from "../../../tasks/ezkl/audit/task-action.ts";
import { lintProject } from "../../../tasks/ezkl/lint/lint-project.ts";
import { escape } from "../../../tasks/ui/page/html.ts";
import { workspaceOf } from "../../../tasks/workspace.ts";
import { CONSUMER } from "../tiny-project.ts";
import { AuditedProject, failures, withFields } from "./audited-project.ts";
import { render } from "../../../tasks/ui/shown.ts";

const CONTRACT = "contracts/Scores.sol";
const ADDRESS = `0x${"11".repeat(20)}`;

interface Line {
  id: string;
  status: "pass" | "fail";
}

describe("ezkl audit and ezkl lint, the tasks", function () {
  this.timeout(180_000);
  let audited: AuditedProject;

  before(async () => {
    audited = await AuditedProject.shared();
    await audited.project.write(CONTRACT, CONSUMER);
  });
  after(async () => rm(audited.project.path(CONTRACT), { force: true }));

  const run = async (args: Omit<Parameters<typeof audit>[0], "model"> = {}) =>
    audit({ model: "tiny", ...args }, workspaceOf(audited.hre.config), audited.hre);

  it("writes a page without scripts that holds every line, and passes", async () => {
    const html = audited.project.path("audit.html");
    const { failed, json, text } = await run({ html });
    expect(failed, render(text)).to.equal(false);
    const page = await readFile(html, "utf8");
    expect(page).to.not.match(/<script|src=|href=/i);
    for (const { detail } of json["lines"] as { detail: string }[]) expect(page).to.contain(escape(detail));
    await rm(html);
  });

  it("lints the contracts that stand on the model, and no others", async () => {
    const careless = CONSUMER.replace("msg.sender, bytes32(round++)", "address(this), bytes32(0)");
    const elsewhere = CONSUMER.replace(/import.*TinyStatement.*\n/, "")
      .replaceAll("TinyStatement.MODEL_DIGEST", "bytes32(0)")
      .replaceAll(/TinyStatement\.(INSTANCES|CONTEXT_OFFSET)/g, "1")
      .replace("TinyStatement.score(instances)", "0")
      .replace("contract Scores", "contract Elsewhere")
      .replace("bytes32(round++)", "bytes32(0)");
    await audited.project.write("contracts/Elsewhere.sol", elsewhere);
    try {
      const honest = await run();
      expect(failures(honest.json["lines"] as never)).to.deep.equal({});
      expect((await lintProject(audited.hre, { paths: [], leftOut: [] })).findings).to.have.length(1);
      const paths = [audited.project.path(CONTRACT)];
      const other = await lintProject(audited.hre, { paths, leftOut: [] });
      expect(other).to.deep.equal({ findings: [], files: [CONTRACT] });
      const { json, failed } = await audited.changed(
        CONTRACT,
        () => careless,
        async () => run(),
      );
      expect(failed).to.equal(true);
      expect(failures(json["lines"] as never)).to.deep.equal({ consumers: "EZKL_AUDIT_CONSUMERS" });
    } finally {
      await rm(audited.project.path("contracts/Elsewhere.sol"));
    }
  });

  it("ends with exit code 1 when a line fails, and prints one JSON object", async () => {
    const edit = withFields({ vkSha256: "0".repeat(64) });
    const { code, stdout } = await audited.changed("models/tiny/model.lock.json", edit, async () =>
      audited.project.hardhat(["ezkl", "audit", "tiny", "--json"]),
    );
    expect(code).to.equal(1);
    const { passed, lines } = JSON.parse(stdout) as { passed: boolean; lines: Line[] };
    expect(passed).to.equal(false);
    expect(lines.filter(({ status }) => status === "fail").map(({ id }) => id)).to.deep.equal(["vk"]);
  });

  for (const [what, args] of [
    ["an address that is none", { address: "0x12" }],
    ["a registry without a publisher", { address: ADDRESS, registry: ADDRESS }],
    ["a limit that is none", { maxError: "little" }],
  ] as const) {
    it(`refuses ${what} before any work`, async () => {
      const error: unknown = await run(args).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(EzklError).with.property("code", "EZKL_INPUT_INVALID");
    });
  }
});
