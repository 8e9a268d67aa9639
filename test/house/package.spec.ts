import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    rmSync,
    symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { policies } from "../../policy-pack/policies.ts";

const ROOT = join(import.meta.dirname, "../..");
const PROGRAMS = join(ROOT, "test/fixtures/programs");

/** What both programs must give: the blueprint's names, from the packed library. */
const OUTPUTS = {
    bucketName: "tracing-chainsaw-awssts-tempo-cioptmstack",
    roleArn: "arn:aws:iam::123456789012:role/tracing-chainsaw-awssts-tempo-cioptmstack",
    serviceAccounts: ["tempo-tmstack", "tempo-tmstack-query-frontend"],
};

/**
 * The package is packed and unpacked as npm would install it: a real folder under node_modules (where Node strips
 * no types), its dependencies beside it. It is not fetched from a registry, which this does not prove.
 */
describe("the packed package", function () {
    this.timeout(120_000);
    let scratch: string;

    before(() => {
        scratch = mkdtempSync(join(tmpdir(), "tempo-sts-package-"));
        npm(["pack", "--silent", "--pack-destination", scratch]);
        const modules = join(scratch, "node_modules");
        linkDependencies(modules);
        mkdirSync(join(modules, "tempo-sts"));
        const tarball = readdirSync(scratch).find((file) => file.endsWith(".tgz"));
        execFileSync("tar", [
            "xzf",
            join(scratch, tarball ?? ""),
            "--strip-components=1",
            "-C",
            join(modules, "tempo-sts"),
        ]);
        cpSync(PROGRAMS, scratch, { recursive: true });
    });

    after(() => {
        rmSync(scratch, { recursive: true, force: true });
    });

    it("holds JavaScript and declarations, and neither tests nor TypeScript sources", () => {
        const files = readdirSync(join(scratch, "node_modules/tempo-sts"), {
            recursive: true,
        }) as string[];
        expect(files).to.include.members([
            "dist/components/index.js",
            "dist/components/index.d.ts",
            "LICENSE",
            // What alarms and findings name.
            "docs/runbooks/assume-role-failed.md",
            "docs/troubleshooting/trust-subject.md",
            "policy-pack/PulumiPolicy.yaml",
            "sandbox/provider-objects/plugins/aws/pulumi-resource-aws",
            "sandbox/provider-objects/plugins/kubernetes/pulumi-resource-kubernetes",
        ]);
        expect(files.filter((file) => /(^|\/)test(\/|$)/.test(file))).to.deep.equal([]);
        expect(
            files.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts")),
        ).to.deep.equal([]);
    });

    it("runs in an ESM program under mocks", () => {
        expect(underMocks(join(scratch, "esm"), "index.js")).to.deep.equal(OUTPUTS);
    });

    it("type-checks, compiles and runs in a CommonJS TypeScript program, as Pulumi's template makes it", () => {
        const folder = join(scratch, "commonjs");
        expect(compile(folder)).to.equal("");
        expect(underMocks(folder, "bin/index.js")).to.deep.equal(OUTPUTS);
    });

    it("gives its policies to policy packs of one's own, and the engine a pack that it can start", async () => {
        const own = join(scratch, "node_modules/tempo-sts");
        const code = 'import { policies } from "tempo-sts/policies"; console.log(policies.length)';
        const args = ["--input-type=module", "--eval", code];
        const count = execFileSync(process.execPath, args, { cwd: scratch, encoding: "utf8" });
        expect(Number(count)).to.equal(policies.length);
        // What the engine does: it runs the pack in its own folder, and takes the first line for a port.
        const pack = spawn(process.execPath, ["index.js"], { cwd: join(own, "policy-pack") });
        const [port] = (await once(pack.stdout, "data")) as [Buffer];
        pack.kill();
        expect(Number(port.toString())).to.be.greaterThan(0);
    });

    it("gives the command tempo-sts, which runs from the built files", () => {
        const bin = join(scratch, "node_modules/tempo-sts/cli/tempo-sts.mjs");
        const version = execFileSync(process.execPath, [bin, "version"], { encoding: "utf8" });
        expect(version).to.contain("0.1.0");
    });
});

/** Every package of ours beside the unpacked one, as links: Node resolves them to one copy of the SDK. */
function linkDependencies(modules: string): void {
    mkdirSync(modules, { recursive: true });
    const own = join(ROOT, "node_modules");
    for (const name of readdirSync(own)) {
        if (!name.startsWith(".") && !existsSync(join(modules, name))) {
            symlinkSync(join(own, name), join(modules, name));
        }
    }
}

function npm(args: string[]): void {
    execFileSync("npm", args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
}

function underMocks(folder: string, entry: string): unknown {
    const runner = join(folder, "../under-mocks.mjs");
    const line = execFileSync(process.execPath, [runner, folder, entry], { encoding: "utf8" });
    return JSON.parse(line) as unknown;
}

/** Compiles with the program's own tsconfig, and gives what the compiler said. */
function compile(folder: string): string {
    const tsc = join(ROOT, "node_modules/typescript-native/bin/tsc");
    return execFileSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
}
