/** The completion script for zsh. */
import type { OptionWords, VerbWords, Words } from "../completion.ts";

/** One function with a state for the verb and one for its options. */
export function zshScript({ name, verbs, options }: Words): string {
    const described = verbs.map(
        (verb) => `        ${quoted(`${verb.name}:${verb.description.replaceAll(":", "\\:")}`)}`,
    );
    return `#compdef ${name}
# zsh completion for ${name}
_tempo_sts() {
    local context state state_descr line
    typeset -A opt_args
    local -a verbs
    verbs=(
${described.join("\n")}
    )
    _arguments -C \\
${options.map((option) => `        ${spec(option)} \\`).join("\n")}
        '1:verb:->verb' \\
        '*::option:->option'
    case $state in
    verb)
        _describe -t verbs verb verbs
        ;;
    option)
        case $line[1] in
${verbs.map(verbCase).join("\n")}
        esac
        ;;
    esac
}

if [ "$funcstack[1]" = _tempo_sts ]; then
    _tempo_sts "$@"
else
    compdef _tempo_sts ${name}
fi
`;
}

function verbCase({ name, values, options }: VerbWords): string {
    const argument = values.length === 0 ? [] : [quoted(`1:value:(${values.join(" ")})`)];
    const specs = [...argument, ...options.map(spec)].map((each) => `                ${each}`);
    return `        ${name})\n            _arguments \\\n${specs.join(" \\\n")}\n            ;;`;
}

function spec({ long, description, takes, placeholder, value, repeats }: OptionWords): string {
    const colon = takes === "perhaps" ? "::" : ":";
    const given =
        takes === "nothing" ? "" : `${colon}${placeholder.replaceAll(":", "\\:")}:${action(value)}`;
    const text = description.replace(/[\\[\]:]/gu, "\\$&");
    return quoted(`${repeats ? "*" : ""}${long}[${text}]${given}`);
}

function action(value: OptionWords["value"]): string {
    if (value === "file") return "_files";
    if (value === "folder") return "_files -/";
    return value === "text" ? " " : `(${value.join(" ")})`;
}

function quoted(text: string): string {
    return `'${text.replaceAll("'", "'\\''")}'`;
}
