import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { capture } from "../../../../tasks/uniqueness-registry/capture/task-action.ts";
import { create } from "../../../../tasks/uniqueness-registry/create/task-action.ts";
import { enroll } from "../../../../tasks/uniqueness-registry/enroll/task-action.ts";
import { REGISTRY_MEMORY, type RememberedRegistry } from "../../../../tasks/uniqueness-registry/memory.ts";
import { status } from "../../../../tasks/uniqueness-registry/status/task-action.ts";
import { openNodeStage, type NodeStage } from "../../../helpers/desk.ts";
import { hardhatHere } from "../../../helpers/in-process.ts";
import { outsideEnvironment } from "../../../helpers/project.ts";
import { ProofsMadeOnce } from "../../../helpers/stand-in.ts";

import { buildCodeModel, CAPTURE, DEFAULTS, failsWith, told } from "./stage.ts";
import { render } from "../../../../tasks/ui/shown.ts";

const REPOSITORY = fileURLToPath(new URL("../../../../", import.meta.url));

describe("uniqueness registry on a node, over HTTP", function () {
  this.timeout(240_000);
  let node: NodeStage<RememberedRegistry>;
  const proofs = new ProofsMadeOnce();
  const visit: NodeStage<RememberedRegistry>["visit"] = async (work, url) => node.visit(work, url);

  before(async () => {
    await buildCodeModel();
    node = await openNodeStage("uniqueness-registry", REGISTRY_MEMORY);
  });
  after(async () => {
    await proofs.close();
    await node.close();
  });

  it("is remembered with its device from task to task, enrols with a real proof, and is missed when the node was started anew", async () => {
    const url = await node.start();
    const created = await visit(async (desk) => told(create(DEFAULTS, proofs.of(desk))), url);
    // As if it had been stopped before it told.
    const { registry, device } = created;
    const again = await visit(async (desk) => told(create(DEFAULTS, proofs.of(desk))), url);
    expect(again).to.include({ registry, device });
    const file = await readFile(join(node.folder, REGISTRY_MEMORY.file), "utf8");
    const remembered = JSON.parse(file) as Record<string, object>;
    expect(remembered["31337"]).to.include({ registry: created["registry"], verifier: created["verifier"] });
    const key = join(node.folder, "registry-devices", `${String(created["device"])}.json`);
    expect((await stat(key)).mode & 0o777).to.equal(0o600);
    const out = join(node.folder, "captures", "ann.json");
    const made = await visit(
      async (desk) => capture({ ...CAPTURE, finger: "ann", for: "1", out }, desk),
      url,
    );
    expect(render(made.text))
      .to.contain("synthetic")
      .and.to.contain(`registry enroll --capture ${out} --account 1`);
    expect(render(made.text)).to.contain("--network localhost");
    expect((await stat(out)).mode & 0o777).to.equal(0o600);
    expect(await readFile(join(node.folder, "captures", ".gitignore"), "utf8")).to.match(/^\*$/m);
    expect(await visit(async (desk) => told(status({}, desk)), url)).to.include({ enrolled: "0" });
    await visit(async (desk) => told(enroll({ capture: out, account: "1" }, desk)), url);
    expect(await visit(async (desk) => told(status({}, desk)), url)).to.include({ enrolled: "1" });

    const anew = await node.start();
    const gone = await failsWith(
      "EZKL_REGISTRY_GONE",
      visit(async (desk) => status({}, desk), anew),
    );
    expect(gone.what).to.contain("started anew");
  });
});

describe("uniqueness registry on the command line", function () {
  this.timeout(240_000);
  const hardhat = (...args: string[]) => hardhatHere(args, REPOSITORY, outsideEnvironment());
  before(buildCodeModel);

  it("lists its tasks", async () => {
    const { stdout } = await hardhat("registry", "--help");
    for (const verb of [
      ...["create", "capture", "enroll", "move", "claim", "fund", "leave", "evict", "device"],
      ...["status", "rates", "forward", "attack"],
    ])
      expect(stdout).to.match(new RegExp(`^ +(registry )?${verb}\\b`, "m"));
  });

  it("shows the model's rates, and that its fingers are synthetic", async () => {
    const { code, stdout } = await hardhat("registry", "rates");
    expect(code).to.equal(0);
    expect(stdout).to.contain("synthetic").and.to.contain("enrol").and.to.contain("evaluate.py");
    const { threshold, moveThreshold, rates } = JSON.parse(
      (await hardhat("registry", "rates", "--json")).stdout,
    ) as { threshold: number; moveThreshold: number; rates: { threshold: number }[] };
    for (const used of [threshold, moveThreshold]) expect(rates.map((at) => at.threshold)).to.include(used);
  });

  it("refuses with a sentence and a remedy without a stack trace, or with --json one object", async () => {
    const plain = await hardhat("registry", "status");
    expect(plain.code).to.equal(1);
    expect(plain.stderr).to.contain("EZKL_REGISTRY_UNKNOWN: ").and.to.contain("remedy: ");
    expect(plain.stdout + plain.stderr).to.not.match(/^\s+at .+:\d+:\d+\)?$/m);
    const json = await hardhat("registry", "device", "list", "--json");
    expect(json.code).to.equal(1);
    const { error } = JSON.parse(json.stdout) as { error: object };
    expect(error).to.have.all.keys("code", "what", "where", "remedy");
  });
});
