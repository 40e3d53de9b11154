import { readFileSync } from "node:fs";
import path from "node:path";

/**
 * @param {string} statement A guard's text, up to the semicolon.
 * @returns {string[]} The errors that it names.
 */
export function errorsNamedIn(statement) {
  return [...statement.matchAll(/\b[A-Z]\w*(?=\()/g)].map(([name]) => name);
}

/**
 * The tests with those first that name an error of the guard's own statement: one of them is likely to notice, and the others need not run.
 * @param {string} root The repository.
 * @param {readonly string[]} tests
 * @param {readonly string[]} errors
 * @returns {string[]} The same tests; otherwise in their order.
 */
export function likeliestFirst(root, tests, errors) {
  const named = new Set(
    tests.filter((file) => {
      const test = readFileSync(path.join(root, file), "utf8");
      return errors.some((error) => test.includes(`"${error}"`));
    }),
  );
  return [...named, ...tests.filter((file) => !named.has(file))];
}
