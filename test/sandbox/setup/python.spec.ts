import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { ensurePython } from "../../../sandbox/setup/python-environment.ts";
import { findPython } from "../../../sandbox/setup/python-interpreter.ts";
import { SetupProblem } from "../../../sandbox/setup/setup-problem.ts";
import { CHECKOUT, rejection, scratchFolder, shellScript } from "./scratch.ts";

describe("the Python on this computer", () => {
    const scratch = scratchFolder();
    const python = (name: string, body: string) => shellScript(join(scratch(), name), body);

    it("is found among shims that lead nowhere, old ones and ones without venv", async () => {
        const candidates = [
            "no-such-python",
            await python("shim", "echo 'pyenv: python3.12: command not found' >&2; exit 127"),
            await python("two", "echo 'Unknown option: -I' >&2; exit 2"),
            await python("old", "echo 3.9.18; echo /old/python; echo complete"),
            await python("bare", "echo 3.12.1; echo /bare/python; exit 1"),
            await python("good", "echo 3.10.0; echo /good/python; echo complete"),
            await python("later", "echo 3.13.0; echo /later/python; echo complete"),
        ];
        expect(await findPython(candidates)).to.deep.equal({
            command: "/good/python",
            version: "3.10.0",
        });
    });

    it("fails in one line that says what there is and what to install", async () => {
        const old = await python("old", "echo 3.9.18; echo /old/python; echo complete");
        const bare = await python("bare", "echo 3.12.1; echo /bare/python; exit 1");
        const reason = await rejection(findPython([old, old, bare]));
        expect(reason).to.be.instanceOf(SetupProblem);
        expect(reason.message)
            .to.contain("expected Python 3.10 or later")
            .and.to.contain(
                "found /old/python is 3.9.18, /bare/python has no venv or no ensurepip:",
            )
            .and.to.contain("apt install python3 python3-venv")
            .and.not.to.contain("\n");
        expect((await rejection(findPython(["no-such-python"]))).message).to.contain("found none:");
    });

    it("is a real one", async () => {
        const { command, version } = await findPython();
        expect(execFileSync(command, ["--version"], { encoding: "utf8" })).to.contain(version);
    });
});

/** Makes a wheel with one module, as pip takes it. */
const WHEEL = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("tiny.py", "ANSWER = 42\\n")
    wheel.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1.0\\n")
    wheel.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr("tiny-1.0.dist-info/RECORD", "tiny.py,,\\ntiny-1.0.dist-info/METADATA,,\\ntiny-1.0.dist-info/WHEEL,,\\ntiny-1.0.dist-info/RECORD,,\\n")
`;

describe("the emulator's Python environment", function () {
    this.timeout(120_000);
    const scratch = scratchFolder();
    const changed = ["PIP_FIND_LINKS", "PIP_NO_INDEX", "PIP_TARGET", "PIP_USER"];
    const saved = changed.map((name) => process.env[name]);
    afterEach(() => {
        changed.forEach((name, at) => {
            const value = saved[at];
            if (value === undefined) Reflect.deleteProperty(process.env, name);
            else process.env[name] = value;
        });
    });

    async function tinyIndex(): Promise<string> {
        const wheels = join(scratch(), "wheels");
        await mkdir(wheels);
        const wheel = join(wheels, "tiny-1.0-py3-none-any.whl");
        execFileSync((await findPython()).command, ["-c", WHEEL, wheel]);
        const elsewhere = join(scratch(), "elsewhere");
        Object.assign(process.env, {
            PIP_FIND_LINKS: wheels,
            PIP_NO_INDEX: "1",
            PIP_TARGET: elsewhere,
            PIP_USER: "1",
        });
        return createHash("sha256").update(readFileSync(wheel)).digest("hex");
    }

    async function install(hash: string) {
        const requirements = join(scratch(), "requirements.txt");
        await writeFile(requirements, `tiny==1.0 --hash=sha256:${hash}\n`);
        return ensurePython(undefined, { root: join(scratch(), "cache"), requirements });
    }

    it("is made with pip's own settings, but nowhere else, and only once", async () => {
        const { python } = await install(await tinyIndex());
        const said = execFileSync(python, ["-c", "import tiny; print(tiny.ANSWER)"]);
        expect(said.toString()).to.equal("42\n");
        expect(existsSync(join(scratch(), "elsewhere"))).to.equal(false);
        process.env["PIP_FIND_LINKS"] = "/nowhere";
        expect(
            (
                await ensurePython(undefined, {
                    root: join(scratch(), "cache"),
                    requirements: join(scratch(), "requirements.txt"),
                    candidates: [],
                })
            ).python,
        ).to.equal(python);
    });

    it("fails in one line with what pip complains about, and leaves nothing behind", async () => {
        const asked = join(scratch(), "asked");
        const python = await shellScript(
            join(scratch(), "python"),
            `case "$3" in
                venv) mkdir -p "$4/bin"; cp "$0" "$4/bin/python" ;;
                pip) echo "$@" > ${asked}; echo "Collecting tiny"; echo "ERROR: THESE PACKAGES DO NOT MATCH"
                    echo "    tiny==1.0 from /wheels:"; echo "        Expected sha256 0"; exit 1 ;;
                *) echo 3.12.1; echo "$0"; echo complete ;;
            esac`,
        );
        const root = join(scratch(), "cache");
        const reason = await rejection(ensurePython(undefined, { root, candidates: [python] }));
        expect(reason).to.be.instanceOf(SetupProblem);
        expect(reason.message)
            .to.contain(
                "code 1: ERROR: THESE PACKAGES DO NOT MATCH tiny==1.0 from /wheels: Expected",
            )
            .and.not.to.contain("\n");
        expect(readFileSync(asked, "utf8"))
            .to.contain("-m pip install")
            .and.to.contain("--require-hashes")
            .and.to.contain("--only-binary=:all:");
        expect(readdirSync(root)).to.deep.equal([]);
    });

    it("has every package pinned to one version and to hashes", () => {
        const text = readFileSync(join(CHECKOUT, "sandbox/setup/requirements.txt"), "utf8");
        const joined = text.replaceAll("\\\n", " ").split("\n");
        const packages = joined.filter((line) => line !== "" && !line.startsWith("#"));
        expect(packages.length).to.be.greaterThan(10);
        for (const line of packages) {
            expect(line).to.match(/^[a-z0-9-]+==[\w.]+ .*--hash=sha256:[0-9a-f]{64}/);
        }
        expect(text).to.contain("ministack==1.5.33 ");
    });

    it("is the real one, made now when this computer has none", async function () {
        this.timeout(10 * 60_000);
        const { python } = await ensurePython((line) => {
            process.stderr.write(`      ${line}\n`);
        });
        const script =
            "import ministack, cryptography, importlib.metadata as m; print(m.version('ministack'))";
        const said = execFileSync(python, ["-I", "-c", script], { encoding: "utf8" });
        expect(said).to.equal("1.5.33\n");
    });
});
