/** Files that stand beside a model's generated types: `index.ts` and `deployments.ts`. */
const TYPE_FILES = ["index", "deployments"];

/** Members that every JavaScript object has, of those that may be written as a model's name: records are kept by model. */
const OBJECT_MEMBERS = ["constructor"];

/** Names that are devices on Windows, whatever follows after a dot: no file or folder can have them. */
const DEVICES = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/** Models whose verifier would have the name of one of this package's own contracts: IEzklVerifier, IZkmlVerifier, ZkmlVerifier. */
const OWN_CONTRACTS = ["i-ezkl", "iezkl", "i-zkml", "izkml", "zkml"];

/** Why a model cannot have this name, although its letters would do; undefined when it can. */
export function reservedModel(name: string): string | undefined {
  if (TYPE_FILES.includes(name)) return `generated types have a file ${name}.ts of their own`;
  if (OBJECT_MEMBERS.includes(name)) return "every JavaScript object has a member of this name";
  if (DEVICES.test(name)) return "it is the name of a device on Windows";
  if (OWN_CONTRACTS.includes(name)) return "a contract of hardhat-ezkl has the name of its verifier";
  return undefined;
}
