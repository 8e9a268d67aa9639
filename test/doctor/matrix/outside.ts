/** What the internet says of the sandbox's issuer: its documents, as the cluster has them. */
import type { OutsideAnswer } from "../../../stacks/aws/outside.ts";
import type { World } from "./world.ts";

/** Where the keys are said to be. */
export function jwksUrl(issuer: string): string {
    return `${issuer}/keys.json`;
}

/** The answer for a URL: 404 for everything that is not the issuer's. */
export async function outsideOf({ sandbox }: World, url: string): Promise<OutsideAnswer> {
    const { issuer } = sandbox.cluster;
    const date = new Date().toUTCString();
    const answer = (body: unknown): OutsideAnswer => ({
        ...{ status: 200, date },
        text: JSON.stringify(body),
    });
    if (url === `${issuer}/.well-known/openid-configuration`) {
        return answer({
            issuer,
            jwks_uri: jwksUrl(issuer),
            response_types_supported: ["id_token"],
        });
    }
    if (url === jwksUrl(issuer)) return answer(await sandbox.cluster.jwks());
    return { status: 404, text: "", date };
}
