/** Many small pieces of work, some of them at a time. */

/** Gives every item to the work, a limited number at once, and what it gave in the items' order. */
export async function atOnce<Item, Result>(
    items: readonly Item[],
    limit: number,
    work: (item: Item) => Promise<Result>,
    signal?: AbortSignal,
): Promise<Result[]> {
    const results: Result[] = [];
    const queue = items.entries();
    const worker = async (): Promise<void> => {
        for (const [index, item] of queue) {
            signal?.throwIfAborted();
            results[index] = await work(item);
        }
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
    return results;
}
