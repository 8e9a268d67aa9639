/** What is made of the texts of the options of `cost`. */
import { InvalidArgumentError } from "commander";

/** A decimal number from 0, kept as it is written. */
export function amount(text: string): string {
    if (/^\d{1,12}(?:\.\d{1,6})?$/u.test(text)) return text;
    throw new InvalidArgumentError("Expected a number from 0, as 250 or 0.5.");
}

/** A decimal number above 0, up to 1. */
export function share(text: string): string {
    if (/^(?:0?\.\d{1,6}|0\.\d{1,6}|1(?:\.0+)?)$/u.test(text) && Number(text) > 0) {
        return text.startsWith(".") ? `0${text}` : text;
    }
    throw new InvalidArgumentError("Expected a share above 0 and up to 1, as 0.15.");
}

/** A whole number from 0. */
export function count(text: string): number {
    if (/^\d{1,9}$/u.test(text)) return Number(text);
    throw new InvalidArgumentError("Expected a whole number from 0.");
}
