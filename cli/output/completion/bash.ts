/** The completion script for bash. */
import type { OptionWords, VerbWords, Words } from "../completion.ts";

/** One function, which looks at the verb and at the word before. */
export function bashScript({ name, verbs, options }: Words): string {
    const known = verbs.map((verb) => verb.name).join("|");
    const words = verbs.map((verb) => {
        const all = [...verb.values, ...verb.options.map(({ long }) => long)].join(" ");
        return `        ${verb.name}) words=${quoted(all)} ;;`;
    });
    const first = [...verbs.map((verb) => verb.name), ...options.map(({ long }) => long)].join(" ");
    return `# bash completion for ${name}
_tempo_sts_words() {
    local word
    COMPREPLY=()
    while IFS= read -r word; do
        COMPREPLY+=("$word")
    done < <(compgen "$@")
}

_tempo_sts() {
    local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}"
    local verb="" words="" index
    for ((index = 1; index < COMP_CWORD; index++)); do
        case "\${COMP_WORDS[index]}" in
        ${known})
            verb="\${COMP_WORDS[index]}"
            break
            ;;
        esac
    done
    case "$before" in
${valueCases(verbs)}
    esac
    case "$verb" in
${words.join("\n")}
        *) words=${quoted(first)} ;;
    esac
    _tempo_sts_words -W "$words" -- "$current"
}

complete -F _tempo_sts ${name}
`;
}

/** What completes an option's value; an option of one name takes the same in every verb. */
function valueCases(verbs: readonly VerbWords[]): string {
    const longs = new Map<string, string[]>();
    const options = verbs.flatMap((verb) => verb.options);
    for (const option of options.filter(({ takes }) => takes !== "nothing")) {
        const doing = complete(option);
        longs.set(doing, [...new Set([...(longs.get(doing) ?? []), option.long])]);
    }
    return [...longs].map(([doing, names]) => `        ${names.join("|")}) ${doing} ;;`).join("\n");
}

/** Where a value may be left out, the options are offered too unless something else is typed. */
function complete({ value, takes }: OptionWords): string {
    if (value === "file")
        return 'compopt -o filenames 2> /dev/null; _tempo_sts_words -f -- "$current"; return';
    if (value === "folder")
        return 'compopt -o filenames 2> /dev/null; _tempo_sts_words -d -- "$current"; return';
    if (value === "text") return takes === "perhaps" ? ":" : "COMPREPLY=(); return";
    return `_tempo_sts_words -W ${quoted(value.join(" "))} -- "$current"; return`;
}

function quoted(text: string): string {
    return `'${text.replaceAll("'", "'\\''")}'`;
}
