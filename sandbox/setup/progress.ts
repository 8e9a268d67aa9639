/** How long things tell how far they are. */

/** Says what is being done, in one line; called again and again while something long goes on. */
export type Progress = (message: string) => void;

const TERMINAL_MS = 1_000;
const LOG_MS = 10_000;

/**
 * Repeats a message while `work` goes on: every second on a terminal, where it overwrites itself, and every ten seconds
 * elsewhere, where each one stays.
 */
export async function reporting<T>(
    onProgress: Progress | undefined,
    message: (elapsedSeconds: number) => string | Promise<string>,
    work: () => Promise<T>,
): Promise<T> {
    if (onProgress === undefined) return work();
    const start = performance.now();
    const tell = async () => {
        onProgress(await message((performance.now() - start) / 1000));
    };
    await tell();
    const timer = setInterval(
        () => {
            void tell();
        },
        process.stderr.isTTY ? TERMINAL_MS : LOG_MS,
    );
    try {
        return await work();
    } finally {
        clearInterval(timer);
    }
}

/** `7 s`, `2 min 5 s`. */
export function seconds(value: number): string {
    const whole = Math.max(0, Math.round(value));
    if (whole < 60) return `${whole} s`;
    return whole % 60 === 0
        ? `${Math.floor(whole / 60)} min`
        : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** `about 3 min`: no more exact than an estimate is. */
export function about(value: number): string {
    if (value < 60) return `about ${Math.max(5, Math.ceil(value / 5) * 5)} s`;
    return `about ${Math.ceil(value / 60)} min`;
}
