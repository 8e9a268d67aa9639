/** The questions of `init`, each with a sentence on what it decides. */
import { formatProblems, type Problem } from "../../components/pure/problems.ts";
import { regionProblems } from "../../components/pure/partition.ts";
import { stackNameProblems } from "../../components/pure/names/stack-names.ts";
import { namespaceProblems } from "../../stacks/settings/text-rules.ts";
import type { Asker, Choice } from "../ask.ts";
import type { Answers } from "./answers.ts";

/** What the kubeconfig offers. */
export interface Contexts {
    readonly current: string | undefined;
    readonly names: readonly string[];
}

const HERE = "here";
/** No context is called like this. */
const CURRENT = " ";
const BACKENDS: readonly Choice[] = [
    {
        value: HERE,
        label: "where Pulumi's CLI is logged in",
        hint: "or PULUMI_BACKEND_URL: as it is on this computer, nothing to choose",
    },
    {
        value: "s3://",
        label: "an S3 bucket",
        hint: "a team's and CI's stacks in a bucket of yours, which needs no service but S3",
    },
    {
        value: "https://api.pulumi.com",
        label: "Pulumi Cloud",
        hint: "a service with history, locks and secrets; needs PULUMI_ACCESS_TOKEN",
    },
    {
        value: "file://~",
        label: "a folder of this computer",
        hint: "for trying out: nobody else sees the stacks",
    },
];

const PROVIDERS: readonly Choice[] = [
    {
        value: "passphrase",
        label: "a passphrase",
        hint: "in PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE of everyone who deploys",
    },
    {
        value: "awskms://",
        label: "an AWS KMS key",
        hint: "IAM decides who reads secrets, and nobody has to keep a passphrase",
    },
    {
        value: "default",
        label: "the backend's own",
        hint: "Pulumi Cloud's key; elsewhere a passphrase",
    },
];

/** Asks what was not given; what was given or is usual is offered as the answer. */
export async function askAnswers(ask: Asker, usual: Answers, contexts: Contexts): Promise<Answers> {
    const namespace = await ask.text({
        message: "Namespace: of the Tempo instance, made and deleted with the stack",
        initial: usual.namespace,
        check: checked((answer) => namespaceProblems(answer, "namespace")),
    });
    const region = await ask.text({
        message: "Region: the AWS Region of the bucket with the traces, and of STS",
        initial: usual.region,
        check: checked((answer) => regionProblems(answer, "region")),
    });
    const backend = usual.backend ?? (await askBackend(ask));
    const secretsProvider = usual.secretsProvider ?? (await askProvider(ask));
    return {
        ...{ stack: usual.stack, namespace, region, backend, secretsProvider },
        context: usual.context ?? (await askContext(ask, contexts)),
    };
}

/** Asks for the stack's own name. */
export function askStack(ask: Asker): Promise<string> {
    return ask.text({
        message: "Stack: its name, for every verb's --stack",
        initial: "dev",
        check: checked((answer) => stackNameProblems(answer, "stack")),
    });
}

async function askBackend(ask: Asker): Promise<string | undefined> {
    const chosen = await ask.choose(
        "Backend: where Pulumi keeps what it knows of the stack",
        BACKENDS,
    );
    if (chosen === HERE) return undefined;
    if (chosen !== "s3://") return chosen;
    return ask.text({
        message: "The bucket's URL, with its Region, such as s3://my-states?region=eu-west-1",
        initial: chosen,
        check: (answer) =>
            /^s3:\/\/[^/?]{3,}/u.test(answer) ? undefined : "Expected s3:// and a bucket's name.",
    });
}

async function askProvider(ask: Asker): Promise<string | undefined> {
    const chosen = await ask.choose("Secrets: what encrypts them in the stack's state", PROVIDERS);
    if (chosen === "default") return undefined;
    if (chosen !== "awskms://") return chosen;
    return ask.text({
        message: "The key's URL, such as awskms://alias/my-key?region=eu-west-1",
        initial: "awskms://alias/",
        check: (answer) =>
            /^awskms:\/\/.{3,}/u.test(answer) && !answer.endsWith("alias/")
                ? undefined
                : "Expected awskms:// and a key's id, ARN or alias.",
    });
}

async function askContext(ask: Asker, { current, names }: Contexts): Promise<string | undefined> {
    if (names.length === 0) return undefined;
    const chosen = await ask.choose("Context: which cluster of the kubeconfig", [
        {
            value: CURRENT,
            label: "the current one of whoever deploys",
            hint: `now ${current ?? "none"}; right for CI, where each job has its own`,
        },
        ...names.map((name) => ({ value: name, label: name })),
    ]);
    return chosen === CURRENT ? undefined : chosen;
}

function checked(problems: (answer: string) => readonly Problem[]) {
    return (answer: string) => {
        const found = problems(answer);
        return found.length === 0 ? undefined : formatProblems(found);
    };
}
