import js from "@eslint/js";
import tseslint from "typescript-eslint";

const coreOnly = (patterns) => ({
  "no-restricted-imports": ["error", { patterns }],
});

export default tseslint.config(
  {
    ignores: [
      "node_modules",
      "dist",
      "artifacts",
      "cache",
      "types",
      "coverage",
      ".conformance",
      "contracts",
      "web/dist",
    ],
  },
  js.configs.recommended,
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-empty-object-type": ["error", { allowInterfaces: "always" }],
      // Interfaces ask for promises (hooks, engines) whether an implementation waits for something or not.
      "@typescript-eslint/require-await": "off",
      eqeqeq: "error",
    },
  },
  {
    // Hardhat's own chain type is a union with `string`, which this rule takes for a mistake.
    files: ["tasks/**/*.ts"],
    rules: { "@typescript-eslint/no-redundant-type-constituents": "off" },
  },
  {
    // Names and answers from outside may hold what steers a terminal: one file writes, and makes all of it visible.
    files: ["tasks/**/*.ts", "bench/**/*.ts", "scripts/conformance/**/*.ts", "scripts/web/**/*.ts"],
    ignores: ["tasks/ui/shown.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        ...[
          "CallExpression[callee.object.name='console']",
          "MemberExpression[property.name='write'][object.property.name=/^std(out|err)$/]",
          "CallExpression[callee.object.name='stream'][callee.property.name='write']",
          "ImportDeclaration[source.value='picocolors']",
        ].map((selector) => ({ selector, message: "write and style by tasks/ui/shown.ts." })),
      ],
    },
  },
  {
    // The core knows neither Hardhat nor a wallet library; only the native engine starts processes.
    files: ["src/**/*.ts"],
    rules: coreOnly([
      {
        group: ["hardhat", "hardhat/*", "@nomicfoundation/*", "ethers"],
        message: "src/ is the core: no Hardhat, no ethers.",
      },
      { group: ["**/tasks/**"], message: "imports go from tasks to core, never back." },
    ]),
  },
  {
    files: ["src/**/*.ts"],
    ignores: ["src/engine/native/**"],
    rules: coreOnly([
      { group: ["node:child_process"], message: "only src/engine/native starts processes." },
      {
        group: ["hardhat", "hardhat/*", "@nomicfoundation/*", "ethers"],
        message: "src/ is the core: no Hardhat, no ethers.",
      },
      { group: ["**/tasks/**"], message: "imports go from tasks to core, never back." },
    ]),
  },
  {
    files: ["tasks/samples/**/*.ts"],
    rules: coreOnly([
      {
        group: ["**/singing-contest/**", "**/trading-vault/**", "**/uniqueness-registry/**"],
        message: "imports go from a sample's tasks to what they share, never back.",
      },
    ]),
  },
  {
    // The page takes from tasks what knows nothing of Node or Hardhat; what leaks is found when it is built.
    files: ["web/src/**"],
    rules: {
      // Event handlers may be async: what they throw is told by what they call.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      ...coreOnly([
        {
          group: ["node:*", "hardhat", "hardhat/*", "@nomicfoundation/*"],
          message: "the page runs in a browser.",
        },
      ]),
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unused-expressions": "off",
      "@typescript-eslint/no-floating-promises": "error",
    },
  },
  {
    // The type check of these files (scripts/bootstrap/tsconfig.json) knows what is defined.
    files: ["**/*.mjs", "**/*.js"],
    rules: { "no-undef": "off" },
  },
);
