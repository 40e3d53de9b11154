import { FloatPlatformError, FloatInstallError } from "../../errors/tune.ts";
import type { PackageSet } from "../native/package-set.ts";

interface Pinned {
  name: string;
  version: string;
  /** sha-256 of the wheels for Python 3.10 to 3.13. */
  sha256: readonly string[];
}

/**
 * onnxruntime computes what the float model answers. It is imported, run and asked to optimise graphs with numpy alone; what else its
 * wheel names as dependencies is for converting and quantising models. These releases are the last with wheels for all of Python 3.10
 * to 3.13 on Linux x86-64, both kinds of macOS, and Windows x86-64.
 */
const PINNED: readonly Pinned[] = [
  {
    name: "numpy",
    version: "2.2.6",
    sha256: [
      "b412caa66f72040e6d268491a59f2c43bf03eb6c96dd8f0307829feb7fa2b6fb", // Python 3.10, macOS, Intel
      "8e41fd67c52b86603a91c1a505ebaef50b3314de0213461c7a6e99c9a3beff90", // Python 3.10, macOS, Apple silicon
      "37e990a01ae6ec7fe7fa1c26c55ecb672dd98b19c3d0e1d1f326fa13cb38d163", // Python 3.10, macOS, Apple silicon (14 and newer)
      "5a6429d4be8ca66d889b7cf70f536a397dc45ba6faeb5f8c5427935d9592e9cf", // Python 3.10, macOS, Intel (14 and newer)
      "fc7b73d02efb0e18c000e9ad8b83480dfcd5dfd11065997ed4c6747470ae8915", // Python 3.10, Linux x86-64
      "f0fd6321b839904e15c46e0d257fdd101dd7f530fe03fd6359c1ea63738703f3", // Python 3.10, Windows x86-64
      "f9f1adb22318e121c5c69a09142811a201ef17ab257a1e66ca3025065b7f53ae", // Python 3.11, macOS, Intel
      "c820a93b0255bc360f53eca31a0e676fd1101f673dda8da93454a12e23fc5f7a", // Python 3.11, macOS, Apple silicon
      "3d70692235e759f260c3d837193090014aebdf026dfd167834bcba43e30c2a42", // Python 3.11, macOS, Apple silicon (14 and newer)
      "481b49095335f8eed42e39e8041327c05b0f6f4780488f61286ed3c01368d491", // Python 3.11, macOS, Intel (14 and newer)
      "ba10f8411898fc418a521833e014a77d3ca01c15b0c6cdcce6a0d2897e6dbbdf", // Python 3.11, Linux x86-64
      "e8213002e427c69c45a52bbd94163084025f533a55a59d6f9c5b820774ef3303", // Python 3.11, Windows x86-64
      "41c5a21f4a04fa86436124d388f6ed60a9343a6f767fced1a8a71c3fbca038ff", // Python 3.12, macOS, Intel
      "de749064336d37e340f640b05f24e9e3dd678c57318c7289d222a8a2f543e90c", // Python 3.12, macOS, Apple silicon
      "894b3a42502226a1cac872f840030665f33326fc3dac8e57c607905773cdcde3", // Python 3.12, macOS, Apple silicon (14 and newer)
      "71594f7c51a18e728451bb50cc60a3ce4e6538822731b2933209a1f3614e9282", // Python 3.12, macOS, Intel (14 and newer)
      "fd83c01228a688733f1ded5201c678f0c53ecc1006ffbc404db9f7a899ac6249", // Python 3.12, Linux x86-64
      "c1f9540be57940698ed329904db803cf7a402f3fc200bfe599334c9bd84a40b2", // Python 3.12, Windows x86-64
      "0811bb762109d9708cca4d0b13c4f67146e3c3b7cf8d34018c722adb2d957c84", // Python 3.13, macOS, Intel
      "287cc3162b6f01463ccd86be154f284d0893d2b3ed7292439ea97eafa8170e0b", // Python 3.13, macOS, Apple silicon
      "f1372f041402e37e5e633e586f62aa53de2eac8d98cbfb822806ce4bbefcb74d", // Python 3.13, macOS, Apple silicon (14 and newer)
      "55a4d33fa519660d69614a9fad433be87e5252f4b03850642f88993f7b2ca566", // Python 3.13, macOS, Intel (14 and newer)
      "1bc23a79bfabc5d056d106f9befb8d50c31ced2fbc70eedb8155aec74a45798f", // Python 3.13, Linux x86-64
      "b0544343a702fa80c95ad5d3d608ea3599dd54d4632df855e4c8d24eb6ecfa1c", // Python 3.13, Windows x86-64
    ],
  },
  {
    name: "onnxruntime",
    version: "1.23.2",
    sha256: [
      "a7730122afe186a784660f6ec5807138bf9d792fa1df76556b27307ea9ebcbe3", // Python 3.10, macOS, Apple silicon
      "b28740f4ecef1738ea8f807461dd541b8287d5650b5be33bca7b474e3cbd1f36", // Python 3.10, macOS, Intel
      "4ca88747e708e5c67337b0f65eed4b7d0dd70d22ac332038c9fc4635760018f7", // Python 3.10, Linux x86-64
      "0be6a37a45e6719db5120e9986fcd30ea205ac8103fd1fb74b6c33348327a0cc", // Python 3.10, Windows x86-64
      "6f91d2c9b0965e86827a5ba01531d5b669770b01775b23199565d6c1f136616c", // Python 3.11, macOS, Apple silicon
      "87d8b6eaf0fbeb6835a60a4265fde7a3b60157cf1b2764773ac47237b4d48612", // Python 3.11, macOS, Intel
      "da44b99206e77734c5819aa2142c69e64f3b46edc3bd314f6a45a932defc0b3e", // Python 3.11, Linux x86-64
      "902c756d8b633ce0dedd889b7c08459433fbcf35e9c38d1c03ddc020f0648c6e", // Python 3.11, Windows x86-64
      "b8f029a6b98d3cf5be564d52802bb50a8489ab73409fa9db0bf583eabb7c2321", // Python 3.12, macOS, Apple silicon
      "218295a8acae83905f6f1aed8cacb8e3eb3bd7513a13fe4ba3b2664a19fc4a6b", // Python 3.12, macOS, Intel
      "0f9b4ae77f8e3c9bee50c27bc1beede83f786fe1d52e99ac85aa8d65a01e9b77", // Python 3.12, Linux x86-64
      "25de5214923ce941a3523739d34a520aac30f21e631de53bba9174dc9c004435", // Python 3.12, Windows x86-64
      "2ff531ad8496281b4297f32b83b01cdd719617e2351ffe0dba5684fb283afa1f", // Python 3.13, macOS, Apple silicon
      "162f4ca894ec3de1a6fd53589e511e06ecdc3ff646849b62a9da7489dee9ce95", // Python 3.13, macOS, Intel
      "8bace4e0d46480fbeeb7bbe1ffe1f080e6663a42d1086ff95c1551f2d39e7872", // Python 3.13, Linux x86-64
      "1f9cc0a55349c584f083c1c076e611a7c35d5b867d5d6e6d6c823bf821978088", // Python 3.13, Windows x86-64
    ],
  },
];

const OLDEST_MINOR = 10;
const NEWEST_MINOR = 13;

/** The float runtime's packages. */
export const FLOAT_PACKAGES: PackageSet = {
  name: "onnxruntime-1.23.2",
  requirements: PINNED.map(
    ({ name, version, sha256 }) =>
      `${name}==${version}${sha256.map((hash) => ` \\\n    --hash=sha256:${hash}`).join("")}\n`,
  ).join(""),
  refusal: (platform, arch, pythonVersion) =>
    hasWheels(platform, arch, pythonVersion)
      ? undefined
      : new FloatPlatformError(`${platform} on ${arch} with Python ${pythonVersion}`),
  failed: (where, output, cause) => new FloatInstallError(where, output, cause),
};

/** True where both packages have a wheel. */
export function hasWheels(platform: NodeJS.Platform, arch: string, pythonVersion: string): boolean {
  const [major, minor = 0] = pythonVersion.split(".").map(Number);
  if (major !== 3 || minor < OLDEST_MINOR || minor > NEWEST_MINOR) return false;
  if (platform === "darwin") return arch === "x64" || arch === "arm64";
  return (platform === "linux" || platform === "win32") && arch === "x64";
}
