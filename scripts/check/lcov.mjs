/**
 * @typedef {object} FileCoverage
 * @property {string} file From the repository's root, with forward slashes.
 * @property {number} lines How many lines were measured.
 * @property {readonly number[]} missed The ones among them that never ran, ascending.
 */

/**
 * The line counts of an lcov tracefile: `SF:` names a file, `DA:line,count` is a line of it, `end_of_record` closes it. Of a
 * line that occurs more than once the counts add up. Everything else in the file is passed over.
 * @param {string} text
 * @returns {FileCoverage[]} In the order of the tracefile.
 * @throws {Error} A DA line that is malformed or belongs to no file: read as nothing, it would count as covered.
 */
export function parseLcov(text) {
  /** @type {Map<string, Map<number, number>>} */
  const files = new Map();
  /** @type {Map<number, number> | undefined} */
  let counts;
  for (const row of text.split(/\r?\n/)) {
    if (row.startsWith("SF:")) {
      const file = row.slice(3).replaceAll("\\", "/");
      counts = files.get(file) ?? new Map();
      files.set(file, counts);
    } else if (row === "end_of_record") {
      counts = undefined;
    } else if (row.startsWith("DA:")) {
      const [, line, count] = /^DA:(\d+),(\d+)(?:,.*)?$/.exec(row) ?? [];
      if (line === undefined || counts === undefined) throw new Error(`lcov: unexpected "${row}"`);
      counts.set(Number(line), (counts.get(Number(line)) ?? 0) + Number(count));
    }
  }
  return [...files].map(([file, lines]) => ({
    file,
    lines: lines.size,
    missed: [...lines]
      .filter(([, count]) => count === 0)
      .map(([line]) => line)
      .sort((a, b) => a - b),
  }));
}

/**
 * What is missing for every line of the folders to be covered.
 * @param {readonly FileCoverage[]} files
 * @param {readonly string[]} folders Each must hold a measured line, lest an empty report pass.
 * @returns {string[]} One message for each file or folder that falls short; none when all is covered.
 */
export function shortfalls(files, folders) {
  return folders.flatMap((folder) => {
    const inside = files.filter(({ file }) => file.startsWith(`${folder}/`));
    if (!inside.some(({ lines }) => lines > 0)) return [`${folder}: no line was measured`];
    return inside
      .filter(({ missed }) => missed.length > 0)
      .map(({ file, missed }) => `${file}: no test runs line ${ranges(missed)}`);
  });
}

/**
 * @param {readonly number[]} lines Ascending.
 * @returns {string} For example `3, 7-9`.
 */
function ranges(lines) {
  /** @type {[number, number][]} */
  const runs = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last !== undefined && line === last[1] + 1) last[1] = line;
    else runs.push([line, line]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(", ");
}
