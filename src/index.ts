/** The core: what reads, writes and explains a model's artifacts. It runs in Node and in browsers and touches no files. */
export { EzklError } from "./errors/base.ts";
export type { ErrorParts } from "./errors/base.ts";
export { ArtifactInvalidError, ArtifactMalformedError } from "./errors/artifact.ts";
export { CircuitFileMalformedError, CircuitNotModelledError } from "./errors/circuit.ts";
export { ContextArgumentError } from "./errors/context.ts";
export { FeltInvalidError, FixedPointError, SignedOutOfRangeError } from "./errors/field.ts";
export { OnnxMalformedError, OnnxNameClashError } from "./errors/onnx.ts";
export { InstanceCountError, StatementLayoutError } from "./errors/statement.ts";

export { assertScalar, R } from "./field/scalar.ts";
export {
  feltToBe,
  feltToLe,
  feltFromBe,
  feltBeToLe,
  feltLeToBe,
  feltFromLe,
  parseFeltBe,
  parseFeltLe,
} from "./field/felt.ts";
export type { FeltBe, FeltLe } from "./field/felt.ts";
export { feltToSigned, SIGNED_LIMIT, signedToFelt } from "./field/signed.ts";
export { fixedToNumber, fixedToString, quantise } from "./field/fixed.ts";
export type { Fixed } from "./field/fixed.ts";

export { canonicalSettings } from "./artifacts/canonical-settings.ts";
export { inputSchema, parseInput } from "./artifacts/input.ts";
export type { Input, InputValue } from "./artifacts/input.ts";
export { manifestSchema, parseManifest } from "./artifacts/manifest.ts";
export type { Manifest } from "./artifacts/manifest.ts";
export { parseProofFile, proofFileSchema } from "./artifacts/proof-file.ts";
export type { ProofContext, ProofFile } from "./artifacts/proof-file.ts";
export { parseProof, proofSchema } from "./artifacts/proof.ts";
export type { Proof } from "./artifacts/proof.ts";
export type { PrettyElements } from "./artifacts/public-inputs.ts";
export { parseSettings, settingsSchema } from "./artifacts/settings.ts";
export type { ElementType, RunArgs, Settings } from "./artifacts/settings.ts";
export { visibilityOf } from "./artifacts/visibility.ts";
export type { EngineVisibility, Visibility } from "./artifacts/visibility.ts";
export { parseWitness, witnessSchema } from "./artifacts/witness.ts";
export type { Witness } from "./artifacts/witness.ts";

export { readCircuit } from "./circuit/read.ts";
export type { CircuitGraph, CircuitNode } from "./circuit/graph.ts";
export { answerEnvelope } from "./envelope/envelope.ts";
export type {
  AnswerEnvelope,
  EnvelopeCause,
  EnvelopeDecision,
  EnvelopeOptions,
  OutputEnvelope,
} from "./envelope/envelope.ts";
export type { WorstExample } from "./envelope/search.ts";

export { appendContext } from "./onnx/append-context.ts";
export { CONTEXT_INPUT, CONTEXT_OUTPUT } from "./onnx/context-names.ts";
export type { OnnxValue } from "./onnx/graph.ts";
export { readOnnxSignature } from "./onnx/signature.ts";
export type { OnnxSignature } from "./onnx/signature.ts";

export { CONTEXT_DOMAIN, contextHash, scopeOf } from "./context/hash.ts";
export type { Context } from "./context/hash.ts";
export { CONTEXT_BITS, CONTEXT_LIMBS, contextLimbs, joinLimbs, LIMB_BITS } from "./context/limbs.ts";
export { modelDigest, settingsSha256 } from "./context/model-digest.ts";

export { decodeStatement, elementsOf } from "./statement/decode.ts";
export type { StatementValue } from "./statement/decode.ts";
export { defineStatement } from "./statement/define.ts";
export type { StatementCodec } from "./statement/define.ts";
export { printableStatement } from "./statement/print.ts";
export { layoutOf } from "./statement/layout.ts";
export type { LayoutSource } from "./statement/layout.ts";
export { isHash, statementTensors } from "./statement/tensor.ts";
export type { StatementLayout, Tensor, TensorRole } from "./statement/tensor.ts";
export { camelName, pascalName } from "./statement/naming.ts";
export { generateSolidity } from "./statement/solidity.ts";
export type { SolidityOptions } from "./statement/solidity.ts";
export { generateTypeScript } from "./statement/typescript.ts";
export type { TypeScriptOptions } from "./statement/typescript.ts";
