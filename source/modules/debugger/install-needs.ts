/** What a program needs is installed before it runs, and again only when it asks for something else. */
import type {ModuleContext} from '../../core/module.ts';
import type {InstallOutcome} from '../../core/ports.ts';

/** What was last installed, over several iterations. */
export type Installs = {
	requirements: string | null;
	/** What is lacking, and why that is no fault of the code: a sentence. */
	problem: string | null;
	/** That they could not be installed; they are not tried again as they stand. */
	failed: InstallOutcome | null;
	/** `debug.install` was not allowed: it is not asked for again. */
	denied: boolean;
};

export const nothingInstalled: Installs = {requirements: null, problem: null, failed: null, denied: false};

/**
 * What requirements.txt asks for, then by the pipeline's own command. Null if all is there, or the program is to be
 * tried without: where installing is not allowed, or no index is reached. Else what went wrong, which is for the code
 * to mend.
 */
export async function installNeeds(
	context: ModuleContext,
	installs: Installs,
	iteration: number,
): Promise<InstallOutcome | null> {
	return (
		(await installRequirements(context, installs, iteration)) ??
		(await installByCommand(context, installs, iteration))
	);
}

async function installRequirements(
	context: ModuleContext,
	installs: Installs,
	iteration: number,
): Promise<InstallOutcome | null> {
	const requirements = context.files.current().get('requirements.txt')?.trim() ?? '';
	if (requirements === (installs.requirements ?? '')) return installs.failed;
	Object.assign(installs, {requirements, problem: null, failed: null});
	if (requirements === '') return null;
	const outcome = await context.runner.install({requirements, iteration});
	installs.problem = whyLacking('The packages in requirements.txt were', outcome);
	if ('ok' in outcome && !outcome.ok && installs.problem === null) installs.failed = outcome;
	return installs.failed;
}

/** Whether anything changed that it depends on, the runner knows. */
async function installByCommand(
	context: ModuleContext,
	installs: Installs,
	iteration: number,
): Promise<InstallOutcome | null> {
	const command = context.operation.debug.install?.trim() ?? '';
	if (command === '' || installs.denied) return null;
	const outcome = await context.runner.install({command, iteration});
	installs.denied = 'denied' in outcome;
	const problem = whyLacking(`What \`${command}\` installs was`, outcome);
	installs.problem = problem ?? installs.problem;
	return 'ok' in outcome && !outcome.ok && problem === null ? outcome : null;
}

/** Null where nothing is lacking, or the code is to blame. */
function whyLacking(what: string, outcome: InstallOutcome | {denied: string}): string | null {
	if ('denied' in outcome) return `${what} not installed: ${outcome.denied.replace(/\.$/, '')}.`;
	return outcome.problem === 'unreachable' ? `${what} not installed: no index was reached.` : null;
}
