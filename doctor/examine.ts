// Looks at the whole chain of one Tempo, once.
import { CHAIN } from "./chain.ts";
import { diagnose, type DiagnoseOptions, type Diagnosis } from "./diagnose.ts";
import { createFacts, type FactTools } from "./facts.ts";

/** Judges every link. Never rejects for what a cluster or AWS answers. @throws the signal's reason when it is given */
export async function examine(tools: FactTools, options: DiagnoseOptions = {}): Promise<Diagnosis> {
    const diagnosis = await diagnose(CHAIN, createFacts(tools), options);
    tools.signal?.throwIfAborted();
    return diagnosis;
}
