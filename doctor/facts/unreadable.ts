// Why something could not be read, in words that go on after "could not check, because".
import { isTable } from "../../components/pure/fields/raw-values.ts";
import { describeAnswer } from "../../stacks/cluster/answers.ts";
import { ClusterUnreachable, type ClusterAnswer } from "../../stacks/cluster/connection.ts";
import { refusalOf } from "../../stacks/handshake/refusal.ts";

/** What was asked for gave no usable answer; the message says why. */
export class Unreadable extends Error {
    override readonly name = "Unreadable";
}

/** An answer of the cluster that is neither yes nor no. `what` is what was asked for, such as "Secret ns/name". */
export function unreadableAnswer(what: string, answer: ClusterAnswer): Unreadable {
    return new Unreadable(`${what} could not be read (${describeAnswer(answer)})`);
}

/** The object of an answer; undefined where it is absent. @throws Unreadable for every other answer, and for one that is no object */
export function objectOf(
    what: string,
    answer: ClusterAnswer,
): Readonly<Record<string, unknown>> | undefined {
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw unreadableAnswer(what, answer);
    if (!isTable(answer.body)) throw new Unreadable(`${what} was answered with something unknown`);
    return answer.body;
}

/** Why it could not be read; anything may have been thrown. */
export function reasonOf(error: unknown): string {
    if (error instanceof Unreadable) return error.message;
    if (error instanceof ClusterUnreachable) return error.message.replace(/\.$/, "");
    const { code, message } = refusalOf(error);
    const said = message === "" ? code : message;
    const text = code === "" || said.includes(code) ? said : `${code}: ${said}`;
    return (text === "" ? "no reason was given" : text).split("\n")[0]?.trim() ?? "";
}
