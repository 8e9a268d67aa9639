// Subjects of tokens as patterns: wider than one service account, and never the whole cluster.
import { describeValue, type Problem } from "../problems.ts";

/** What keeps a value from being a pattern of subjects: a namespace and a name, in each at least one letter that is no wildcard. */
export function subjectPatternProblems(value: unknown, path: string): Problem[] {
    const legal =
        typeof value === "string" &&
        /^system:serviceaccount:(?=[^:]*[a-z0-9])[a-z0-9*?-]{1,63}:(?=[^:]*[a-z0-9])[a-z0-9.*?-]{1,253}$/.test(
            value,
        );
    const expected = "a pattern such as system:serviceaccount:preview-*:tempo-tmstack";
    const remedy =
        "Name at least a part of both namespace and service account: a bare * would trust the whole cluster";
    return legal ? [] : [{ path, expected, found: describeValue(value), remedy }];
}
