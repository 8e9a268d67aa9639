/** Where a self-managed backend keeps what belongs to a stack, in both of its layouts. */

/** A stack as a backend knows it. */
export interface StackPlace {
    readonly project: string;
    /** Without organization and project. */
    readonly stack: string;
}

/** The root of all stacks' files. */
export const STACKS = ".pulumi/stacks/";
/** The root of all locks. */
export const LOCKS = ".pulumi/locks/";

/** A stack's name without organization and project. */
export function shortStackName(name: string): string {
    return name.slice(name.lastIndexOf("/") + 1);
}

/** The paths of a stack's files without their endings: as backends lay them out since 2023, and before. */
export function statePaths({ project, stack }: StackPlace): string[] {
    return [`${STACKS}${project}/${stack}`, `${STACKS}${stack}`];
}

/** The folders in which a stack's locks are, with a slash at the end. */
export function lockFolders({ project, stack }: StackPlace): string[] {
    return [`${LOCKS}organization/${project}/${stack}/`, `${LOCKS}${stack}/`];
}
