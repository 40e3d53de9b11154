import { readFile } from "node:fs/promises";

import { expect } from "chai";

import { auditChain } from "../../../tasks/ezkl/audit/audit-model.ts";
import { TINY_INPUT } from "../../core/pipeline/tiny-model.ts";
import { compileSolidity } from "../../helpers/compile.ts";
import { deployCompiled, type Connection } from "../../helpers/scorer.ts";
import { AuditedProject, failures, statusOf, withFields } from "./audited-project.ts";

const MANIFEST = "models/tiny/model.lock.json";
const OTHER = "0".repeat(64);

describe("audit of a model of release 23.0.5 with a reusable verifier and a hold-out", function () {
  this.timeout(180_000);
  let audited: AuditedProject;
  const recorded = JSON.stringify({ samples: [{ input_data: TINY_INPUT, output_data: [[-5.25]] }] });

  before(async () => {
    const config = {
      engine: "23.0.5",
      verifier: "reusable",
      holdout: { file: "holdout.json", maxAbsError: 0.1 },
    };
    audited = await AuditedProject.make(config, recorded);
  });
  after(async () => audited.remove());

  it("holds on the hold-out and on inputs that the auditor brings", async () => {
    const { lines } = await audited.local({ inputs: [audited.project.path("models/tiny/input.json")] });
    expect(failures(lines)).to.deep.equal({});
    expect(statusOf(lines, "holdout")).to.equal("pass");
    expect(statusOf(lines, "inputs")).to.equal("pass");
  });

  it("is passed on a chain: its key is data, which its code hash fixes", async () => {
    const source = await readFile(audited.project.path("contracts/generated/tiny/TinyVerifier.sol"), "utf8");
    const compiled = compileSolidity(source, "TinyVerifier", { metadata: { bytecodeHash: "none" } });
    const connection: Connection = await audited.hre.network.create();
    try {
      const address = await deployCompiled(connection, compiled);
      const chain = { connection, address, registry: undefined, publisher: undefined };
      const { lines } = await auditChain(await audited.files(), chain);
      expect(failures(lines)).to.deep.equal({});
      expect(statusOf(lines, "runtime-code")).to.equal("pass");
      expect(statusOf(lines, "good-proof")).to.equal("pass");
    } finally {
      await connection.close();
    }
  });

  it("does not hold the order of a circuit's bytes against it", async () => {
    const edit = withFields({ circuitSha256: OTHER });
    const { lines } = await audited.changed(MANIFEST, edit, async () => audited.local());
    expect(failures(lines)).to.deep.equal({});
    expect(statusOf(lines, "circuit")).to.equal("not-applicable");
  });

  it("takes the float model's word, not the file's: a recorded answer that it never gave is named", async () => {
    const forged = recorded.replace("-5.25", "-5.2");
    expect(await audited.failuresWith("models/tiny/holdout.json", () => forged)).to.deep.equal({
      holdout: "EZKL_AUDIT_HOLDOUT_RECORD",
    });
  });

  it("names an error over the auditor's limit, and an input that the circuit has no room for", async () => {
    await audited.project.write("fraction.json", JSON.stringify({ input_data: [[0.123, 0.456]] }));
    await audited.project.write("huge.json", JSON.stringify({ input_data: [[1e9, 0]] }));
    const over = await audited.local({ inputs: [audited.project.path("fraction.json")], maxError: 0 });
    expect(failures(over.lines)).to.include({ inputs: "EZKL_AUDIT_FLOAT_ERROR" });
    const huge = await audited.local({ inputs: [audited.project.path("huge.json")] });
    expect(failures(huge.lines)).to.deep.equal({ inputs: "EZKL_AUDIT_FLOAT_ERROR" });
  });
});
