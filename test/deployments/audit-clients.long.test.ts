import { readFile, rm } from "node:fs/promises";

import { expect } from "chai";
import { ContractFactory } from "ethers";
import { createHardhatRuntimeEnvironment, importUserConfig } from "hardhat/hre";
import type { SingleVersionSolidityUserConfig } from "hardhat/types/config";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import type { LocalAudit } from "../../src/audit/audit.ts";
import { auditChain, type FilesAudit } from "../../tasks/ezkl/audit/audit-model.ts";
import { compileSolidity, type CompiledContract } from "../helpers/compile.ts";
import { EACH_CLIENT } from "../helpers/clients/each.ts";
import type { Client } from "../helpers/clients/client.ts";
import { compileMock } from "../helpers/mock-verifiers.ts";
import { runTask } from "../helpers/run-task.ts";
import type { Connection } from "../helpers/scorer.ts";
import { linearOnnx } from "../core/pipeline/tiny-model.ts";
import { AuditedProject, failures, otherSrs, statusOf } from "../tasks/audit/audited-project.ts";

const MODEL = "tiny";
const REGISTRY = "hardhat-ezkl/contracts/registry/ModelRegistry.sol";
const NOT_PUBLISHED = { registry: "EZKL_AUDIT_NOT_PUBLISHED" };

/** What is audited, and what somebody may put in its place, made once for all clients. */
interface Builds {
  honest: FilesAudit;
  otherWeight: LocalAudit;
  otherSrs: LocalAudit;
}

describe("from a registry to an audit on real clients", function () {
  this.timeout(240_000);
  let audited: AuditedProject;
  let builds: Builds;

  before(async () => {
    audited = await AuditedProject.shared();
    const empty = audited.project.path("empty");
    builds = {
      honest: await audited.files(),
      otherWeight: await audited.changed(
        "models/tiny/network.onnx",
        () => linearOnnx(3.125),
        async () => audited.local(),
      ),
      otherSrs: await audited.local({}, { project: await otherSrs(audited), cacheDir: empty }),
    };
  });
  after(async () => {
    for (const made of ["deployments", "ignition"])
      await rm(audited.project.path(made), { recursive: true, force: true });
  });

  for (const { name, chainId, missing, start } of EACH_CLIENT)
    describe(name, () => {
      let client: Client;
      let hre: HardhatRuntimeEnvironment;
      let connection: Connection;
      /** What the tasks told. */
      let verifier: string;
      let registry: string;
      let publisher: string;

      before(async function () {
        const why = missing();
        if (why !== undefined) {
          console.warn(`skipped on ${name}: ${why}`);
          this.skip();
        }
        client = await start();
        hre = await projectOn(client);
        await hre.tasks.getTask("build").run({ quiet: true });
        connection = await hre.network.create();
      });
      after(async () => {
        await connection?.close();
        await client?.stop();
      });

      const projectOn = async ({ url }: Client): Promise<HardhatRuntimeEnvironment> => {
        const file = audited.project.path("hardhat.config.ts");
        const own = await importUserConfig(file);
        const solidity = {
          ...(own.solidity as SingleVersionSolidityUserConfig),
          npmFilesToBuild: [REGISTRY],
        };
        return createHardhatRuntimeEnvironment(
          { ...own, solidity, networks: { client: { type: "http", url } } },
          { config: file, network: "client" },
          audited.project.root,
        );
      };
      const run = async (verb: string, args: Record<string, unknown>) =>
        runTask(hre, verb, { model: MODEL, ...args });
      const foundAt = async (address: string) => {
        const chain = { connection, address, registry, publisher };
        return failures((await auditChain(builds.honest, chain)).lines);
      };
      /** What is found at another address, which the registry does not know. */
      const found = async (contract: CompiledContract, ...args: unknown[]) =>
        foundAt(await put(contract, args));
      const put = async ({ abi, bytecode }: CompiledContract, args: unknown[]): Promise<string> => {
        const [signer] = await connection.ethers.getSigners();
        const contract = await new ContractFactory(abi, bytecode, signer).deploy(...args);
        // A client of its own mines when it likes to.
        await contract.waitForDeployment();
        return contract.getAddress();
      };
      const verifierOf = ({ rebuilt }: LocalAudit, settings = {}): CompiledContract => {
        if ("why" in rebuilt) throw new Error(rebuilt.why);
        const { verifier: source, contractName } = rebuilt.value;
        return compileSolidity(source, contractName, { metadata: { bytecodeHash: "none" }, ...settings });
      };

      it("deploys, publishes in a registry of its own, proves, verifies, and the audit passes", async () => {
        const deployed = await run("deploy", {});
        expect(deployed.exitCode, JSON.stringify(deployed.json)).to.equal(0);
        verifier = String(deployed.json["address"]);
        const published = await run("publish", { verifier, newRegistry: true, licence: "MIT" });
        expect(published.exitCode, JSON.stringify(published.json)).to.equal(0);
        [registry, publisher] = [String(published.json["registry"]), String(published.json["publisher"])];
        const out = audited.project.path(`proof-${chainId}.json`);
        const purpose = { consumer: verifier, account: publisher, scope: "1" };
        const input = audited.project.path("models/tiny/input.json");
        expect((await run("prove", { input, out, ...purpose })).exitCode).to.equal(0);
        const verified = await run("verify", { proof: out, address: verifier });
        expect(verified.exitCode).to.equal(0);
        expect(verified.json["onChain"]).to.include({ accepted: true, chainId: String(chainId) });
        const html = audited.project.path(`audit-${chainId}.html`);
        const asked = { address: verifier, registry, publisher };
        const { exitCode, json } = await run("audit", { ...asked, html });
        expect(failures(json["lines"] as never)).to.deep.equal({});
        expect(exitCode).to.equal(0);
        const repeat = `ezkl audit tiny --address ${verifier} --network NAME --registry ${registry} --publisher ${publisher}`;
        expect(await readFile(html, "utf8")).to.contain(repeat);
        for (const id of [
          "contract",
          "runtime-code",
          "chain-srs",
          "good-proof",
          "bad-proofs",
          "registry",
        ] as const)
          expect(statusOf(json["lines"] as never, id), id).to.equal("pass");
      });

      it("a proxy in front of the verifier", async () => {
        expect(await found(compileMock("DelegatingProxy"), verifier)).to.deep.equal({
          contract: "EZKL_AUDIT_PROXY",
          "runtime-code": "EZKL_AUDIT_OTHER_CODE",
          "chain-srs": "EZKL_AUDIT_OTHER_SRS",
          ...NOT_PUBLISHED,
        });
      });

      it("the same source by another setting of the compiler", async () => {
        const other = verifierOf(builds.honest.local, { optimizer: { enabled: false } });
        expect(await found(other)).to.deep.equal({
          "runtime-code": "EZKL_AUDIT_OTHER_COMPILER",
          ...NOT_PUBLISHED,
        });
      });

      it("a verifier of the model with one weight changed", async () => {
        expect(await found(verifierOf(builds.otherWeight))).to.deep.equal({
          "runtime-code": "EZKL_AUDIT_OTHER_KEY",
          "good-proof": "EZKL_AUDIT_REFUSES_GOOD_PROOF",
          ...NOT_PUBLISHED,
        });
      });

      it("a verifier of the same circuit on another SRS", async () => {
        expect(await found(verifierOf(builds.otherSrs))).to.deep.equal({
          "runtime-code": "EZKL_AUDIT_OTHER_SRS",
          "chain-srs": "EZKL_AUDIT_OTHER_SRS",
          "good-proof": "EZKL_AUDIT_REFUSES_GOOD_PROOF",
          ...NOT_PUBLISHED,
        });
      });

      it("a contract that accepts everything", async () => {
        expect(await found(compileMock("AlwaysTrueVerifier"))).to.deep.equal({
          "runtime-code": "EZKL_AUDIT_OTHER_CODE",
          "chain-srs": "EZKL_AUDIT_OTHER_SRS",
          "bad-proofs": "EZKL_AUDIT_ACCEPTS_BAD_PROOF",
          ...NOT_PUBLISHED,
        });
      });

      it("a revoked version", async () => {
        const revoked = await run("revoke", { registry, modelVersion: "1", reason: "broken" });
        expect(revoked.exitCode, JSON.stringify(revoked.json)).to.equal(0);
        expect(await foundAt(verifier)).to.deep.equal({ registry: "EZKL_AUDIT_REVOKED" });
      });
    });
});
