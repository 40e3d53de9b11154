/** Started by a test that kills it: a slow engine call. Arguments: cache folder, output file. */
import { NativeEngine } from "../../src/engine/native/engine.ts";

const [cacheDir = "", srs = ""] = process.argv.slice(2);
const engine = await NativeEngine.open({ cacheDir, version: "21.0.0" });
await engine.srs({ k: 20, srs });
