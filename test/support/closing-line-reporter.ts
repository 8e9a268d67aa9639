/** Mocha's spec reporter, ending with the one line that CI reads: `N passed, N failed, N skipped`. */
import Mocha from "mocha";

export default class ClosingLineReporter extends Mocha.reporters.Spec {
    constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
        super(runner, options);
        const { stats } = this;
        runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
            const skipped = stats.pending > 0 ? `, ${stats.pending} skipped` : "";
            process.stdout.write(`\n${stats.passes} passed, ${stats.failures} failed${skipped}\n`);
        });
    }
}
