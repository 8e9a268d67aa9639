/** A Go that compiles nothing. */
import { join } from "node:path";

import { shellScript } from "./scratch.ts";

/** Answers `go env GOVERSION`, writes down how it is asked to build, and makes three programs. */
const GO = `
if [ "$1" = env ]; then echo go1.26.8; exit; fi
out=
previous=
for argument; do
    if [ "$previous" = -o ]; then out=$argument; fi
    previous=$argument
done
{ env | grep -E '^(GO|CGO_)'; pwd; for argument; do echo "argument $argument"; done; } > "$RECORD"
echo "k8s.io/apimachinery/pkg/types" >&2
for name in server kube-apiserver kube-controller-manager; do echo "built $name" > "$out$name"; done
`;

/** Where {@link fakeGo} writes down how it was asked to build. */
export function recordOf(folder: string): string {
    return join(folder, "record");
}

/** Puts the program into `folder`. */
export function fakeGo(folder: string): Promise<string> {
    return shellScript(join(folder, "go"), GO.replace("$RECORD", recordOf(folder)));
}
