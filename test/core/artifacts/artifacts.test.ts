import { expect } from "chai";

import { parseInput } from "../../../src/artifacts/input.ts";
import { parseManifest } from "../../../src/artifacts/manifest.ts";
import { parseProof } from "../../../src/artifacts/proof.ts";
import { parseSettings } from "../../../src/artifacts/settings.ts";
import { parseWitness } from "../../../src/artifacts/witness.ts";
import type { ArtifactInvalidError } from "../../../src/errors/artifact.ts";
import { expectCode } from "../expect-code.ts";
import { codecVectors } from "../statement/vectors.ts";

type Json = Record<string, unknown>;

const felt = `01${"00".repeat(31)}`;
const digest = "ab".repeat(32);

const settings = structuredClone(codecVectors()[0]?.cases[0]?.settings) as unknown as Json;
const proof: Json = {
  instances: [[felt]],
  proof: [1, 255],
  hex_proof: "0x01ff",
  version: "21.0.0",
  timestamp: 5,
};
const witness: Json = {
  inputs: [[felt]],
  outputs: [[felt]],
  processed_inputs: { poseidon_hash: [felt], polycommit: null },
  processed_params: null,
  max_lookup_inputs: 0,
  min_lookup_inputs: 0,
  max_range_size: 127,
  version: "23.0.5",
};
const manifest: Json = {
  schemaVersion: 1,
  model: "signal",
  modelDigest: `0x${digest}`,
  engine: "21.0.0",
  onnxSha256: digest,
  settingsSha256: digest,
  circuitSha256: digest,
  vkSha256: digest,
  verifierSha256: digest,
  statementSha256: digest,
  srs: { kind: "dev", k: 10, sha256: digest, negG2: new Array(4).fill(`0x${digest}`) },
  context: true,
  inputVisibility: "public",
  instances: 20,
  contextOffset: 14,
  holdout: { samples: 64, maxAbsError: 0.001 },
};
const input: Json = {
  input_data: [[1, -0.5], [true, false], [felt]],
  output_data: [[0]],
  input_shapes: [[2]],
};

const parsers: [string, (text: string, where: string) => unknown, Json][] = [
  ["settings", parseSettings, settings],
  ["proof", parseProof, proof],
  ["witness", parseWitness, witness],
  ["manifest", parseManifest, manifest],
  ["input", parseInput, input],
];

/** The document with one field, given by its path, replaced or (undefined) removed. */
function changed(document: Json, path: string, value: unknown): string {
  const copy = structuredClone(document);
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const parent = keys.reduce<Json>((object, key) => object[key] as Json, copy);
  parent[last] = value;
  return JSON.stringify(copy);
}

describe("artifacts", () => {
  for (const [kind, parse, document] of parsers) {
    it(`reads a ${kind} and tells damaged text from wrong content`, () => {
      const text = JSON.stringify(document);
      parse(text, "file");
      for (const damaged of ["", text.slice(0, -1), "\0", "version https://git-lfs.github.com"]) {
        const error = expectCode("EZKL_ARTIFACT_MALFORMED", () => parse(damaged, "a/file.json"));
        expect(error.where).to.equal("a/file.json");
      }
      for (const other of ["null", "[]", "1", "{}"])
        expectCode("EZKL_ARTIFACT_INVALID", () => parse(other, "file"));
    });
  }

  const wrong: [kind: number, path: string, value: unknown, field?: string][] = [
    [0, "run_args.logrows", "11"],
    [0, "run_args.logrows", undefined],
    [0, "run_args.decomp_base", 1],
    [0, "run_args.input_visibility", "Secret"],
    [0, "run_args.input_visibility", { Hashed: { outlets: [] } }],
    [0, "run_args.ignore_range_check_inputs_outputs", undefined],
    [0, "model_instance_shapes", [[1, -3]]],
    [0, "model_input_scales", [0.5]],
    [0, "model_output_scales", [200]],
    [0, "module_sizes.poseidon", [1]],
    [0, "required_range_checks", [[1]]],
    [0, "input_types", ["Complex"]],
    [0, "version", undefined],
    [1, "instances", [["zz"]], "instances.0.0"],
    [1, "instances", [["ff".repeat(32)]], "instances.0.0"],
    [1, "instances", [[`0x${felt}`]], "instances.0.0"],
    [1, "proof", [256], "proof.0"],
    [1, "proof", [1, 254], "hex_proof"],
    [1, "hex_proof", "0x1"],
    [1, "hex_proof", "01ff"],
    [2, "outputs", [["00"]], "outputs.0.0"],
    [2, "max_range_size", "127"],
    [2, "processed_inputs", { poseidon_hash: [1] }],
    [3, "schemaVersion", 2],
    [3, "vkSha256", "AB".repeat(32)],
    [3, "modelDigest", digest],
    [3, "srs.kind", "unknown"],
    [3, "srs.kind", "ceremony", "srs.ceremony"],
    [3, "srs.ceremony", "hermez"],
    [3, "srs.negG2", [`0x${digest}`]],
    [3, "contextOffset", null],
    [3, "context", false, "contextOffset"],
    [3, "inputVisibility", "fixed"],
    [3, "extra", 1, "(whole file)"],
    [3, "holdout", { samples: 0, maxAbsError: 0 }],
    [4, "input_data", [1]],
    [4, "input_data", [[null]]],
    [4, "input_shapes", [[1.5]]],
  ];
  for (const [index, path, value, field = path] of wrong) {
    const [kind, parse, document] = parsers[index] ?? [];
    it(`refuses a ${kind} with ${path} = ${JSON.stringify(value)?.slice(0, 40)}, naming the field`, () => {
      const error = expectCode("EZKL_ARTIFACT_INVALID", () =>
        parse?.(changed(document ?? {}, path, value), "file.json"),
      );
      expect(error.where).to.include("file.json");
      expect((error as ArtifactInvalidError).fields[0]).to.match(
        new RegExp(`^${field.replace(/[()]/g, "\\$&")}`),
      );
    });
  }

  it("passes unknown keys of the engine's files through, and none of the manifest's", () => {
    expect(parseSettings(changed(settings, "run_args.new_key", 5), "s").run_args).to.have.property(
      "new_key",
      5,
    );
    expect(parseProof(changed(proof, "split", null), "p")).to.have.property("split", null);
    expectCode("EZKL_ARTIFACT_INVALID", () => parseManifest(changed(manifest, "srs.new_key", 5), "m"));
  });

  it("gives the proof's bytes as lower-case hex, from either field", () => {
    expect(parseProof(changed(proof, "hex_proof", undefined), "p").hex_proof).to.equal("0x01ff");
    expect(parseProof(changed(proof, "proof", undefined), "p").hex_proof).to.equal("0x01ff");
    expect(parseProof(changed(proof, "hex_proof", "0x01FF"), "p").hex_proof).to.equal("0x01ff");
    expectCode("EZKL_ARTIFACT_INVALID", () => parseProof(JSON.stringify({ instances: [[felt]] }), "p"));
  });

  it("keeps the message short when everything is wrong", () => {
    const error = expectCode("EZKL_ARTIFACT_INVALID", () => parseManifest(JSON.stringify({ srs: {} }), "m"));
    expect((error as ArtifactInvalidError).fields).to.have.length(5);
  });
});
