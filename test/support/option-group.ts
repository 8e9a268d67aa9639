/** Groups of options for components that are tested by themselves. */
import { settleGroup, type SettledGroups } from "../../components/option-groups.ts";

/** The group with the given options, and the defaults of the others. */
export function groupOptions<Group extends keyof SettledGroups>(
    group: Group,
    options: object,
): SettledGroups[Group] {
    return settleGroup(group, options);
}
