/** The little XML that AWS's query protocol needs. */

const ESCAPES: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&apos;",
};

/** Text for between two tags. Characters that XML has no way to write become U+FFFD. */
export function escapeXml(text: string): string {
    return text
        .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
        .replace(/[&<>]/g, (character) => ESCAPES[character] ?? character);
}

/** The text of the first element of that name, or undefined. */
export function firstText(xml: string, element: string): string | undefined {
    const found = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];
    return found === undefined ? undefined : unescapeXml(found);
}

function unescapeXml(text: string): string {
    return text.replace(/&(amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);/gi, (whole, name: string) => {
        if (name.startsWith("#")) {
            const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
            return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
        }
        const found = Object.entries(ESCAPES).find(([, escape]) => escape === whole.toLowerCase());
        return found?.[0] ?? whole;
    });
}
