/** `aws.getCallerIdentity`. */
import type { AwsFunction } from "./aws-resource.ts";
import { attempt } from "./failures.ts";

/** Who makes the calls. */
export const getCallerIdentity: AwsFunction = {
    token: "aws:index/getCallerIdentity:getCallerIdentity",
    inputs: ["id"],
    call: async ({ connection }) => {
        const caller = await attempt("reading STS Caller Identity", () => connection.caller());
        return { ...caller, id: caller.accountId };
    },
};
