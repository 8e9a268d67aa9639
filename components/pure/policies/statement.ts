// The shape of an IAM, bucket or key policy document.

/** Who a statement of a role's or bucket's policy is about. */
export type Principal =
    | "*"
    | { readonly Federated: string }
    | { readonly AWS: string | readonly string[] }
    | { readonly Service: string };

/** Operator → key → value or values. */
export type Conditions = Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
>;

/** One statement of a policy. */
export interface Statement {
    readonly Sid?: string;
    readonly Effect: "Allow" | "Deny";
    readonly Principal?: Principal;
    readonly Action: string | readonly string[];
    readonly Resource?: string | readonly string[];
    readonly Condition?: Conditions;
}

/** A whole policy. */
export interface PolicyDocument {
    readonly Version: "2012-10-17";
    readonly Statement: readonly Statement[];
}
