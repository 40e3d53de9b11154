const RELEASE =
  "address verifier, bytes32 codeHash, bytes32 modelDigest, bytes32 onnxSha256, bytes32 settingsSha256, bytes32 srsSha256, string ceremony, string licence, string cardUri";

/** Of contracts/interfaces/IModelRegistry.sol, which a project that only reads a registry need not compile. */
export const MODEL_REGISTRY_ABI = [
  `function publish(string name, tuple(${RELEASE}) release) returns (bytes32 modelId, uint256 version)`,
  "function revoke(bytes32 modelId, uint256 version, string reason)",
  "function modelIdOf(address publisher, string name) pure returns (bytes32 modelId)",
  "function modelOf(bytes32 modelId) view returns (address publisher, string name)",
  `function versionOf(bytes32 modelId, uint256 version) view returns (tuple(${RELEASE}, uint64 publishedAt, uint64 revokedAt) published)`,
  "function isRevoked(bytes32 modelId, uint256 version) view returns (bool revoked)",
  "function latest(bytes32 modelId) view returns (uint256 version)",
  "event ModelVersionPublished(bytes32 indexed modelId, uint256 indexed version, address indexed publisher, string name, address verifier, bytes32 codeHash, bytes32 modelDigest)",
  "event ModelVersionRevoked(bytes32 indexed modelId, uint256 indexed version, string reason)",
  "error ModelRegistryNameLength(uint256 length)",
  "error ModelRegistryDigestMismatch(bytes32 expected, bytes32 actual)",
  "error ModelRegistryHashMissing()",
  "error ModelRegistryVersionUnknown(bytes32 modelId, uint256 version)",
  "error ModelRegistryModelUnknown(bytes32 modelId)",
  "error ModelRegistryNotPublisher(bytes32 modelId, address caller)",
  "error ModelRegistryRevokedAlready(bytes32 modelId, uint256 version, uint64 revokedAt)",
  "error ModelRegistryReasonMissing()",
] as const;

/** ERC-165's id of the interface: all its functions. */
export const MODEL_REGISTRY_INTERFACE = "0xb3586866";
