import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { run } from "../../cli/program.ts";
import { ApiError } from "../../sandbox/operator/cluster/api-error.ts";
import { ClusterApi } from "../../sandbox/operator/cluster/cluster-api.ts";
import { fakeIo } from "../support/fake-io.ts";
import { fakeRooms } from "../support/fake-rooms.ts";
import { SANDBOX_TIMEOUT_MS, sharedSandbox } from "../support/sandbox.ts";
import { commandsOf, kindsOf, KINDS, problemOf, SERVICES, type Command } from "./page-commands.ts";

const FOLDER = join(import.meta.dirname, "../../docs/troubleshooting");

const texts = readdirSync(FOLDER)
    .filter((file) => file.endsWith(".md"))
    .map((file) => readFileSync(join(FOLDER, file), "utf8"));
const commands = texts.flatMap(commandsOf);

describe("the commands of the pages on troubleshooting", () => {
    it("are taken apart as a shell does", () => {
        const [words] = commandsOf('```bash\noc patch a "$NAME" --patch \'{"a":1}\' | jq .\n```\n');
        expect(words).to.deep.equal(["oc", "patch", "a", "$NAME", "--patch", '{"a":1}']);
    });

    it("are refused where they cannot be", () => {
        const refused = (line: string) =>
            problemOf(commandsOf(`\`\`\`bash\n${line}\n\`\`\``)[0] ?? []);
        expect(refused("oc get pods --sort")).to.contain("takes no --sort");
        expect(refused("oc obtain pods")).to.contain("no verb obtain");
        expect(refused("oc get pots")).to.contain("no kind pots");
        expect(refused("oc patch secret x --patch '{'")).to.contain("no JSON");
        expect(refused('oc get pod "$POD"')).to.contain("explained nowhere");
        expect(refused("rm x")).to.contain("not among the programs");
    });

    it("are what bash understands", () => {
        const blocks = texts.flatMap((text) =>
            [...text.matchAll(/^```bash\n([\s\S]*?)^```/gm)].map(([, block]) => block ?? ""),
        );
        execFileSync("bash", ["-n"], { input: blocks.join("\n") });
    });

    it("of tempo-sts are taken by the program", async () => {
        const own = unique(commands.filter(([program]) => program === "tempo-sts"));
        expect(own).to.not.deep.equal([]);
        for (const [, ...argv] of own) {
            const io = fakeIo();
            await run(argv, io, fakeRooms({}));
            expect(io.printed.stderr).to.not.match(/unknown (?:option|command)|argument|required/);
        }
    });

    it("of aws name operations that the SDK has, where it is at hand", async () => {
        const unknown: string[] = [];
        for (const [, service = "", operation = ""] of unique(ofAws())) {
            const name = SERVICES[service];
            if (name === undefined) continue;
            const sdk = Object.keys((await import(name)) as object).map((key) => key.toLowerCase());
            const wanted = `${operation.replaceAll("-", "")}command`;
            if (!sdk.includes(wanted)) unknown.push(`aws ${service} ${operation}`);
        }
        expect(unknown).to.deep.equal([]);
    });

    it("of oc name kinds that a real API server serves, but for OpenShift's own", async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        const api = await ClusterApi.connect((await sharedSandbox()).cluster);
        const kinds = new Set(commands.filter(([program]) => program === "oc").flatMap(kindsIn));
        const paths = [...kinds].flatMap(
            (kind) => KINDS[kind]?.replace("NAMESPACE", "default") ?? [],
        );
        const refused: string[] = [];
        for (const path of new Set(paths)) {
            await api.request("GET", path).catch((error: unknown) => {
                if (!(error instanceof ApiError)) throw error;
                refused.push(`${path}: ${error.message}`);
            });
        }
        api.close();
        expect(paths.length).to.be.greaterThan(10);
        expect(refused).to.deep.equal([]);
    });
});

function ofAws(): Command[] {
    return commands.filter(([program]) => program === "aws").map((words) => words.slice(0, 3));
}

function kindsIn([, ...words]: Command): string[] {
    return kindsOf(words);
}

function unique(list: readonly Command[]): Command[] {
    return [...new Map(list.map((words) => [words.join(" "), words])).values()];
}
