/** What one AWS resource type or function is to the provider object. */
import type { AwsConnection } from "./connection.ts";

/** Property values without Pulumi's marks. */
export type Plain = Readonly<Record<string, unknown>>;

/** What is known of one input of a resource type. */
export interface InputRule {
    readonly required?: true;
    /** A change replaces the resource. */
    readonly immutable?: true;
    /** A policy document as text: compared by its meaning, checked for its form. */
    readonly policy?: true;
    /** Where nothing is given, the value stays what it is. */
    readonly assumed?: true;
    /** AWS adds members of its own to what is given. */
    readonly filledIn?: true;
    /** What AWS takes where nothing is given. */
    readonly defaultValue?: unknown;
    /** Made from the resource's name in the program where nothing is given. */
    readonly autoname?: { readonly longest: number; readonly lowerCase?: true };
    /** What AWS would refuse; a sentence, or undefined where the value is fine. */
    readonly problem?: (value: unknown) => string | undefined;
}

/** What an operation works with. */
export interface AwsContext {
    readonly connection: AwsConnection;
    readonly signal?: AbortSignal | undefined;
}

/** The state of a resource, inputs and outputs together. */
export interface AwsState {
    readonly id: string;
    readonly state: Plain;
}

/** One resource type. */
export interface AwsResource {
    /** Pulumi's token, as in @pulumi/aws. */
    readonly type: string;
    readonly inputs: Readonly<Record<string, InputRule>>;
    create(context: AwsContext, inputs: Plain): Promise<AwsState>;
    /** Undefined when the thing is gone. The state given may be empty: an import knows only the id. */
    read(context: AwsContext, id: string, state: Plain): Promise<Plain | undefined>;
    /** Absent where every input is immutable. */
    update?(context: AwsContext, id: string, olds: Plain, news: Plain): Promise<Plain>;
    /** A thing that is gone already is no error. */
    delete(context: AwsContext, id: string, state: Plain): Promise<void>;
}

/** One function. */
export interface AwsFunction {
    /** Pulumi's token, as in @pulumi/aws. */
    readonly token: string;
    readonly inputs: readonly string[];
    call(context: AwsContext, inputs: Plain): Promise<Plain>;
}
