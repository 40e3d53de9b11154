import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** What users import the contracts by stands for this repository's own. */
const PACKAGE = "hardhat-ezkl/";
const SOLIDITY_IMPORT = /^\s*import\s+(?:[^"';]*?\bfrom\s+)?["']([^"']+)["']/gm;
const TYPESCRIPT_IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g;

/**
 * The file behind a Solidity import, from the root.
 * @param {string} name As the import says it.
 * @param {string} importer From the root.
 */
export function solidityFile(name, importer) {
  if (name.startsWith(".")) return path.posix.join(path.posix.dirname(importer), name);
  if (name.startsWith(PACKAGE)) return name.slice(PACKAGE.length);
  return name.startsWith("@") ? `node_modules/${name}` : name;
}

/** Which files of a repository import which, contracts and tests alike; each file is read once. */
export class Imports {
  /** @type {Map<string, string>} */
  #texts = new Map();

  /** @param {string} root The repository. */
  constructor(root) {
    this.root = root;
  }

  /**
   * @param {string} file From the root, with forward slashes.
   * @returns {string}
   */
  text(file) {
    const text = this.#texts.get(file) ?? readFileSync(path.join(this.root, file), "utf8");
    this.#texts.set(file, text);
    return text;
  }

  /**
   * A file and all that it imports, directly or not; packages of tests are left out.
   * @param {readonly string[]} files
   * @returns {Set<string>}
   */
  closure(files) {
    const found = new Set(files);
    // A set's iteration goes on over what is added meanwhile.
    for (const file of found) for (const imported of this.#importsOf(file)) found.add(imported);
    return found;
  }

  /** @param {string} file */
  #importsOf(file) {
    if (file.endsWith(".sol"))
      return [...this.text(file).matchAll(SOLIDITY_IMPORT)].map(([, name = ""]) => solidityFile(name, file));
    if (!/\.m?[jt]s$/.test(file)) return [];
    // What is no file is in a text, for a compiler that a test runs.
    return [...this.text(file).matchAll(TYPESCRIPT_IMPORT)]
      .map(([, name = ""]) => path.posix.join(path.posix.dirname(file), name))
      .filter((imported) => existsSync(path.join(this.root, imported)));
  }
}
