import pulumi from "@pulumi/eslint-plugin";
import jsdoc from "eslint-plugin-jsdoc";
import tseslint from "typescript-eslint";

/** What stands above all stacks. */
const NOT_ABOVE = "/(doctor|sandbox|cli|bench|test)/";

/**
 * The arrows of the house: a room may import only what stands below it. Each entry names the folder and
 * what may not be imported from there (as regular expressions over the import's text).
 */
const ROOMS = [
    { files: ["components/pure/*.ts"], refuse: ["^@pulumi/", "^\\.\\./"] },
    { files: ["components/pure/*/*.ts"], refuse: ["^@pulumi/", "^\\.\\./\\.\\./"] },
    {
        files: ["components/pure/*/*/*.ts"],
        refuse: ["^@pulumi/", "^\\.\\./\\.\\./\\.\\./"],
    },
    {
        files: ["components/aws/*.ts"],
        refuse: ["/kubernetes/", "/(stacks|doctor|sandbox|cli|bench|test)/"],
    },
    {
        files: ["components/kubernetes/*.ts"],
        refuse: ["/aws/", "/(stacks|doctor|sandbox|cli|bench|test)/"],
    },
    { files: ["components/*.ts"], refuse: ["/(stacks|doctor|sandbox|cli|bench|test)/"] },
    {
        files: ["policy-pack/**/*.ts"],
        refuse: [
            "^@pulumi/(?!policy$)",
            "/components/(?!pure/)",
            "/(stacks|doctor|sandbox|cli|bench|test)/",
        ],
    },
    {
        files: ["stacks/!(runner|run)/**/*.ts", "stacks/*.ts"],
        refuse: [NOT_ABOVE, "/(runner|run)/"],
    },
    { files: ["stacks/run/**/*.ts"], refuse: [NOT_ABOVE] },
    { files: ["stacks/runner/**/*.ts"], refuse: [NOT_ABOVE, "/(run|sweep)/"], automation: true },
    {
        files: ["doctor/**/*.ts"],
        refuse: ["/(sandbox|cli|bench|test)/", "/(runner|sweep)/", "/run/(?!preflight/|failure)"],
    },
    { files: ["sandbox/**/*.ts"], refuse: ["/(doctor|cli|bench|test)/"] },
    { files: ["cli/**/*.ts"], refuse: ["/(bench|test)/"] },
    { files: ["index.ts"], refuse: ["/(doctor|sandbox|cli|bench|test)/"] },
];

const AUTOMATION = "^@pulumi/pulumi/automation";

/** What is said in `no-restricted-imports` for one room. */
function arrows(refuse) {
    return [
        "error",
        {
            patterns: refuse.map((regex) => ({
                regex,
                message:
                    "This room may not import that one: see the table of rooms in CONTRIBUTING.md.",
            })),
        },
    ];
}

const NO_RESOURCE_IN_APPLY = [
    "error",
    {
        selector: "CallExpression[callee.property.name='apply'] NewExpression[callee.property]",
        message: "Create resources outside apply(): a preview must show them.",
    },
    {
        selector:
            "CallExpression[callee.property.name='apply'] NewExpression[callee.name=/(Bucket|Identity|Secret|Stack|Check|Gate|Namespace)$/]",
        message: "Create resources outside apply(): a preview must show them.",
    },
    {
        selector:
            "CallExpression[callee.property.name='apply'] CallExpression[callee.property.name='apply']",
        message: "Do not nest apply(): use pulumi.all().",
    },
];

export default tseslint.config(
    { ignores: ["node_modules/", "dist/", "bench/results/", ".pulumi/", "test/fixtures/"] },
    ...tseslint.configs.strictTypeChecked,
    ...tseslint.configs.stylisticTypeChecked,
    {
        languageOptions: {
            parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
        },
        linterOptions: { reportUnusedDisableDirectives: "error" },
    },
    {
        files: ["**/*.ts"],
        plugins: { "@pulumi": pulumi, jsdoc },
        rules: {
            "@pulumi/no-output-in-template-literal": "error",
            "max-lines": ["error", { max: 200, skipBlankLines: true, skipComments: true }],
            "max-lines-per-function": [
                "error",
                { max: 60, skipBlankLines: true, skipComments: true },
            ],
            complexity: ["error", 10],
            "no-console": "error",
            "no-restricted-syntax": NO_RESOURCE_IN_APPLY,
            "@typescript-eslint/restrict-template-expressions": [
                "error",
                { allowNumber: true, allowBoolean: true },
            ],
        },
    },
    ...ROOMS.map(({ files, refuse, automation = false }) => ({
        files,
        rules: {
            "no-restricted-imports": arrows(automation ? refuse : [...refuse, AUTOMATION]),
        },
    })),
    {
        files: ["components/**/*.ts"],
        rules: {
            "no-restricted-properties": [
                "error",
                {
                    object: "pulumi",
                    property: "Config",
                    message: "Components take args, never configuration.",
                },
            ],
            "jsdoc/require-jsdoc": [
                "error",
                {
                    publicOnly: true,
                    contexts: [
                        "TSInterfaceDeclaration",
                        "TSTypeAliasDeclaration",
                        "ClassDeclaration",
                    ],
                },
            ],
        },
    },
    {
        files: ["test/**/*.ts", "bench/**/*.ts"],
        rules: {
            "max-lines-per-function": "off",
            "@typescript-eslint/no-unused-expressions": "off",
        },
    },
    { files: ["cli/**/*.ts", "bench/**/*.ts"], rules: { "no-console": "off" } },
    { files: ["**/*.{js,mjs}"], ...tseslint.configs.disableTypeChecked },
);
