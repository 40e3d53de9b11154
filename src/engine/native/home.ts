import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The engine looks for solc 0.8.20 in `$HOME/.svm` to get an ABI, and downloads it when it is not there. Nothing here needs that ABI:
 * Hardhat compiles the source with the project's own compiler. So the engine gets a home of its own with a compiler that
 * compiles nothing, which ends the step without the network, after the source is written.
 */
const NO_COMPILER = `#!/bin/sh
if [ "$1" = "--version" ]; then
  echo "solc, the solidity compiler commandline interface"
  echo "Version: 0.8.20+commit.a1b79de6.Linux.g++"
  exit 0
fi
cat > /dev/null
echo '{"contracts":{},"sources":{},"errors":[]}'
`;

/** Makes (once) and returns the directory that the engine's process sees as its home; its table cache lands there too. */
export async function engineHome(environment: string): Promise<string> {
  const home = join(environment, "home");
  const directory = join(home, ".svm", "0.8.20");
  const compiler = join(directory, "solc-0.8.20");
  if ((await readFile(compiler, "utf8").catch(() => "")) === NO_COMPILER) return home;
  await mkdir(directory, { recursive: true });
  // Moved there whole: an engine that was started at the same time may be running it.
  const part = `${compiler}.${process.pid}.tmp`;
  await writeFile(part, NO_COMPILER, { mode: 0o755 });
  await chmod(part, 0o755);
  await rename(part, compiler);
  return home;
}
