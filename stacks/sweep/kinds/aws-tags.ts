// What the kinds in AWS have in common.
import { isAbsent, refusal } from "../aws-access.ts";
import { hasAnyMark, marksOfTags } from "../marks.ts";
import { uncheckedThing, type OwnedThing, type ThingKind } from "../owned-thing.ts";

/** A tag as the SDK writes it. */
export interface SdkTag {
    readonly Key?: string | undefined;
    readonly Value?: string | undefined;
}

/** A thing before its tags are known. */
export type Untold = Omit<OwnedThing, "marks" | "unchecked">;

/** All items of a paged list; where a page is refused, those before it, and why there are no more. */
export async function everyItem<Item>(
    kind: ThingKind,
    page: (marker: string | undefined) => Promise<{
        readonly items: readonly Item[] | undefined;
        readonly next: string | undefined;
    }>,
): Promise<{ readonly items: readonly Item[]; readonly refused: readonly OwnedThing[] }> {
    const items: Item[] = [];
    let marker: string | undefined;
    try {
        do {
            const answer = await page(marker);
            items.push(...(answer.items ?? []));
            marker = answer.next === "" ? undefined : answer.next;
        } while (marker !== undefined);
        return { items, refused: [] };
    } catch (error) {
        const name = items.length === 0 ? `every ${kind}` : `every ${kind} after ${items.length}`;
        return { items, refused: [uncheckedThing(kind, name, refusal(error))] };
    }
}

/** Whether something is older than what is looked for; what does not tell its age is not. */
export function isOlder(created: Date | undefined, since: Date | undefined): boolean {
    return created !== undefined && since !== undefined && created.getTime() < since.getTime();
}

/** The thing with what its tags say; nothing where it is gone, or has nothing to do with us. */
export async function toldBy(
    untold: Untold,
    readTags: () => Promise<readonly SdkTag[]>,
): Promise<OwnedThing[]> {
    try {
        const tags = recordOf(await readTags());
        // Named like ours and not ours: a person wants to read why it stays.
        const concerns = hasAnyMark(tags) || untold.name.startsWith("tracing-");
        return concerns ? [{ ...untold, marks: marksOfTags(tags) }] : [];
    } catch (error) {
        if (isAbsent(error)) {
            return [];
        }
        return [{ ...uncheckedThing(untold.kind, untold.name, refusal(error)), ...untold }];
    }
}

/** The thing as it is now; undefined when it is gone. */
export async function toldAgain(
    thing: OwnedThing,
    readTags: () => Promise<readonly SdkTag[]>,
): Promise<OwnedThing | undefined> {
    try {
        return { ...thing, marks: marksOfTags(recordOf(await readTags())) };
    } catch (error) {
        if (isAbsent(error)) {
            return undefined;
        }
        throw error;
    }
}

function recordOf(tags: readonly SdkTag[]): Record<string, string> {
    return Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
}
