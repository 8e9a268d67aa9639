/** Does many things, a few at a time, and gives each one's outcome. */

/** In the order of the things. */
export async function atOnce<T, R>(
    things: readonly T[],
    most: number,
    work: (thing: T) => Promise<R>,
): Promise<PromiseSettledResult<R>[]> {
    const results: PromiseSettledResult<R>[] = [];
    const queue = [...things.entries()];
    const workers = Array.from({ length: most }, async () => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
            const [index, thing] = next;
            [results[index]] = await Promise.allSettled([work(thing)]);
        }
    });
    await Promise.all(workers);
    return results;
}
