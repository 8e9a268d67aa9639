/** The few shapes that the picture of the chain is drawn with. */

/** A place in the picture. */
export interface Point {
    readonly x: number;
    readonly y: number;
}

/** A box in the picture. */
export interface Box extends Point {
    readonly width: number;
    readonly height: number;
}

/** A line of text; `style` is one of the classes of the picture's style sheet. */
export function text({ x, y }: Point, style: string, words: string): string {
    return `<text x="${x}" y="${y}" class="${style}">${escapeXml(words)}</text>`;
}

/** A text whose middle is at the point. */
export function centered({ x, y }: Point, style: string, words: string): string {
    return `<text x="${x}" y="${y}" text-anchor="middle" class="${style}">${escapeXml(words)}</text>`;
}

/** A card with rounded corners. */
export function card({ x, y, width, height }: Box, style: string): string {
    return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10" class="${style}"/>`;
}

/** A check mark, drawn so that no font is needed. */
export function check({ x, y }: Point): string {
    return `<path d="M${x} ${y - 4}l4 4 7-9" class="mark good"/>`;
}

/** A cross. */
export function cross({ x, y }: Point): string {
    return `<path d="M${x + 1} ${y - 9}l9 9m0-9l-9 9" class="mark bad"/>`;
}

/** A no-entry sign: what was stopped, as it must be. */
export function stopped({ x, y }: Point): string {
    return `<circle cx="${x + 5.5}" cy="${y - 4.5}" r="5.5" class="mark stop"/><path d="M${x + 2.5} ${y - 4.5}h6" class="mark stop"/>`;
}

/** A level arrow from one point to the right. */
export function arrow({ x, y }: Point, length: number, style: string): string {
    const end = x + length;
    return `<path d="M${x} ${y}H${end - 2}m-8-7l9 7-9 7" class="arrow ${style}"/>`;
}

/** A level line to the right that ends at a bar. */
export function barred({ x, y }: Point, length: number): string {
    const end = x + length;
    return `<path d="M${x} ${y}H${end - 8}" class="arrow closed dashed"/><path d="M${end - 5} ${y - 13}v26" class="arrow closed"/>`;
}

/** Text that is safe in XML, in an element or in an attribute. */
export function escapeXml(words: string): string {
    return words
        .replace(/[^\P{C}\n\t]/gu, "�")
        .replace(/&/gu, "&amp;")
        .replace(/</gu, "&lt;")
        .replace(/>/gu, "&gt;")
        .replace(/"/gu, "&quot;");
}
