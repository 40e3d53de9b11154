import { expect } from "chai";
import { Contract } from "ethers";

import type { AuditLine } from "../../../src/audit/line.ts";
import { modelDigest } from "../../../src/context/model-digest.ts";
import { loadModel } from "../../../src/pipeline/model.ts";
import { auditChain, type FilesAudit } from "../../../tasks/ezkl/audit/audit-model.ts";
import { publish } from "../../../tasks/ezkl/publish/task-action.ts";
import { revoke } from "../../../tasks/ezkl/revoke/task-action.ts";
import { MODEL_REGISTRY_ABI } from "../../../tasks/model-registry/abi.ts";
import { releaseOf } from "../../../tasks/model-registry/release.ts";
import { verifierCode } from "../../../tasks/verifier-code.ts";
import { workspaceOf } from "../../../tasks/workspace.ts";
import { compileFile, compileSolidity } from "../../helpers/compile.ts";
import { deployCompiled, type Connection } from "../../helpers/scorer.ts";
import { AuditedProject } from "./audited-project.ts";

const MODEL = "tiny";
const NOBODY = `0x${"44".repeat(20)}`;
const OTHER_HASH = "5".repeat(64);
/** Says that it is a registry, and answers nothing else. */
const IMPOSTOR = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;
contract Impostor { function supportsInterface(bytes4) external pure returns (bool) { return true; } }`;

describe("audit of a verifier's entry in a model registry", function () {
  this.timeout(180_000);
  let audited: AuditedProject;
  let files: FilesAudit;
  let connection: Connection;
  let registry: string;
  let publisher: string;
  let verifier: string;

  before(async () => {
    audited = await AuditedProject.shared();
    files = await audited.files();
    await audited.hre.tasks.getTask("build").run({ quiet: true });
  });
  beforeEach(async () => {
    connection = await audited.hre.network.create();
    registry = await deployCompiled(
      connection,
      compileFile("contracts/registry/ModelRegistry.sol", "ModelRegistry"),
    );
    publisher = await (await connection.ethers.getSigners())[0]!.getAddress();
    verifier = await deployVerifier();
  });
  afterEach(async () => connection.close());

  const deployVerifier = async (): Promise<string> =>
    (await connection.ethers.deployContract("TinyVerifier")).getAddress();
  const publishing = async (at = verifier) => {
    const { hre } = audited;
    const args = { model: MODEL, registry, verifier: at, licence: "MIT" };
    return publish(args, workspaceOf(hre.config), hre.artifacts, connection);
  };
  /** As somebody who goes round the task and publishes what is not so. */
  const publishingOther = async (changes: object, account = 0): Promise<void> => {
    const { manifest } = files.local.subject;
    if ("why" in manifest) throw new Error(manifest.why);
    const model = await loadModel(workspaceOf(audited.hre.config).paths, MODEL);
    const { codeHash } = await verifierCode(audited.hre.artifacts, model);
    const said = { ...manifest.value, ...changes };
    const release = releaseOf(
      { ...said, modelDigest: modelDigest(said) },
      { address: verifier, codeHash },
      {},
    );
    const signer = (await connection.ethers.getSigners())[account];
    const contract = new Contract(registry, MODEL_REGISTRY_ABI, signer);
    const sent = (await contract.getFunction("publish")(MODEL, release)) as { wait(): Promise<unknown> };
    await sent.wait();
  };
  const lineOf = async (at: Partial<Record<"address" | "registry" | "publisher", string>> = {}) => {
    const chain = { connection, address: verifier, registry, publisher, ...at };
    const { lines } = await auditChain(files, chain);
    return lines.find(({ id }) => id === "registry") as AuditLine;
  };

  it("passes what `ezkl publish` published, and says which version it is", async () => {
    await publishing();
    const first = await lineOf();
    expect(first.status, first.detail).to.equal("pass");
    expect(first.detail).to.contain("version 1").and.to.contain("(the newest)");
    await publishing(await deployVerifier());
    const older = await lineOf();
    expect(older.status).to.equal("pass");
    expect(older.detail).to.contain("not the newest: that is 2");
  });

  it("is not about how addresses are written", async () => {
    await publishing();
    expect((await lineOf({ address: verifier.toLowerCase() })).status).to.equal("pass");
  });

  it("a revoked version", async () => {
    await publishing();
    await revoke({ model: MODEL, registry, modelVersion: "1", reason: "broken" }, connection);
    expect((await lineOf()).code).to.equal("EZKL_AUDIT_REVOKED");
    await publishing();
    expect((await lineOf()).status).to.equal("pass");
  });

  for (const [what, field, changes] of [
    ["another ONNX file", "onnxSha256", { onnxSha256: OTHER_HASH }],
    ["other settings", "settingsSha256", { settingsSha256: OTHER_HASH }],
    ["another SRS", "srsSha256", { srs: { kind: "dev", sha256: OTHER_HASH } }],
  ] as const) {
    it(`a version of ${what}`, async () => {
      await publishingOther(changes);
      const { code, found } = await lineOf();
      expect(code).to.equal("EZKL_AUDIT_REGISTRY");
      expect(found).to.contain(`${field}: "0x${OTHER_HASH}"`);
    });
  }

  it("a version that claims a ceremony", async () => {
    const { srs } = (files.local.subject.manifest as { value: { srs: object } }).value;
    await publishingOther({ srs: { ...srs, kind: "ceremony", ceremony: "hermez" } });
    expect(await lineOf()).to.include({ code: "EZKL_AUDIT_REGISTRY", found: 'ceremony: "hermez"' });
  });

  it("a version whose verifier has other code by now", async () => {
    await publishing();
    const { bytecode } = await audited.hre.artifacts.readArtifact("TinyVerifier");
    await connection.provider.request({ method: "hardhat_setCode", params: [verifier, bytecode] });
    const { code, found } = await lineOf();
    expect(code).to.equal("EZKL_AUDIT_REGISTRY");
    expect(found).to.match(/^codeHash: "0x[0-9a-f]{64}"$/);
  });

  it("another publisher, who has published nothing, or something else under the name", async () => {
    await publishing();
    const other = await (await connection.ethers.getSigners())[1]!.getAddress();
    expect((await lineOf({ publisher: other })).code).to.equal("EZKL_AUDIT_NOT_PUBLISHED");
    await publishingOther({ onnxSha256: OTHER_HASH }, 1);
    expect((await lineOf({ publisher: other })).code).to.equal("EZKL_AUDIT_REGISTRY");
    expect((await lineOf()).status).to.equal("pass");
  });

  it("no version, or none that names the verifier", async () => {
    expect((await lineOf()).code).to.equal("EZKL_AUDIT_NOT_PUBLISHED");
    await publishing(await deployVerifier());
    expect((await lineOf()).code).to.equal("EZKL_AUDIT_NOT_PUBLISHED");
  });

  it("no registry: nothing there, another contract, or one that only says so", async () => {
    const impostor = await deployCompiled(connection, compileSolidity(IMPOSTOR, "Impostor"));
    for (const at of [NOBODY, verifier, impostor])
      expect((await lineOf({ registry: at })).code, at).to.equal("EZKL_AUDIT_NO_REGISTRY");
  });
});
