/** A program whose output is called like a credential, for the real engine. */
export default function program(): Record<string, string> {
    return { password: "hunter2" };
}
