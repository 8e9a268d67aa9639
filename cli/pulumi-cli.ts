/** Pulumi's CLI for a verb: the one that is there, else the one that `--install-cli` brings, else what to do. */
import { CliMissingError } from "../stacks/runner/errors.ts";
import { UserError } from "./errors.ts";
import type { Rooms } from "./rooms.ts";
import type { Session } from "./session.ts";

/**
 * The installation that is to be used; undefined for the one on the path.
 *
 * @throws UserError (`preflight`) where there is none; nothing else is ever done in its place
 */
export async function pulumiRoot(
    session: Session,
    { installCli }: { readonly installCli?: boolean },
    rooms: Pick<Rooms, "findCli" | "installCli">,
): Promise<string | undefined> {
    try {
        await rooms.findCli(session.io.env);
        return undefined;
    } catch (error) {
        if (!(error instanceof CliMissingError)) throw error;
        if (installCli !== true) {
            throw new UserError(
                `${error.message} Or have it installed for this user: --install-cli. Without a cloud, \`tempo-sts rehearse\` needs none.`,
                "preflight",
            );
        }
        const { root } = await rooms.installCli({
            onProgress: (message) => {
                session.teller.note(message);
            },
        });
        return root;
    }
}
