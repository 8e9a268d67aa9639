// What an issuer publishes for STS: its discovery document, and the keys that it points to.
import {
    DISCOVERY_KEY,
    signingKeysProblems,
    type SigningKeys,
} from "../../components/pure/discovery-documents.ts";
import { formatProblem } from "../../components/pure/problems.ts";
import { textAt } from "../cluster/answers.ts";
import type { OutsideAnswer } from "../aws/outside.ts";

/** Asks a URL. */
export type Outside = (url: string) => Promise<OutsideAnswer>;

/** The keys of an issuer. @throws Error that says which document is not as STS needs it */
export async function readPublishedKeys(issuer: string, outside: Outside): Promise<SigningKeys> {
    const place = `${issuer.replace(/\/$/, "")}/${DISCOVERY_KEY}`;
    const document = await readJson(place, outside);
    const said = textAt(document, "issuer");
    if (said !== issuer) {
        throw new Error(`${place} speaks for the issuer "${said}"`);
    }
    const keysPlace = textAt(document, "jwks_uri");
    if (!keysPlace.startsWith("https://")) {
        throw new Error(`${place} names no https place for the keys, but "${keysPlace}"`);
    }
    const keys = await readJson(keysPlace, outside);
    const [problem] = signingKeysProblems(keys, keysPlace);
    if (problem !== undefined) {
        throw new Error(formatProblem(problem));
    }
    return keys as SigningKeys;
}

async function readJson(url: string, outside: Outside): Promise<unknown> {
    const { status, text } = await outside(url);
    if (status !== 200) {
        throw new Error(`${url} answered with status ${status}`);
    }
    try {
        return JSON.parse(text) as unknown;
    } catch (cause) {
        throw new Error(`${url} holds no JSON`, { cause });
    }
}
