// A text that is not known yet, such as the ARN of what the same program makes: taken on trust, looked at when it is there.

/** Stands for a value that comes later, where plain values are checked. */
export class Later {
    /** What it stands for, such as an Output. */
    readonly value: unknown;

    constructor(value: unknown) {
        this.value = value;
    }
}
