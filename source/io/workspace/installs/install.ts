/** Installs for a run's programs: what requirements.txt asks for, or by the pipeline's own command. */
import {rm} from 'node:fs/promises';
import type {InstallOutcome, InstallRequest} from '../../../core/ports.ts';
import {pipCommand, readRequirements} from '../../../core/requirements.ts';
import {writeInside} from '../files/tree.ts';
import {resolveProgram} from '../programs/program.ts';
import {type Python, pythonRemedy} from '../programs/python.ts';
import type {RunCopy} from '../programs/run-copy.ts';
import {supervise} from '../programs/supervise.ts';
import type {InstallPlace} from './install-place.ts';
import {lostNetwork} from './lost-network.ts';
import {findPipWheel} from './pip.ts';
import {hasVenv, venvPython} from './venv.ts';

export type Site = {venv: string; python: Python | null; place: InstallPlace; copy: RunCopy};
type Asked<Kind> = Extract<InstallRequest, Kind>;

/** These make no use of Python's environment, which takes seconds to make. */
const withoutPython = /^(?:npm|npx|pnpm|yarn|node|corepack)$/;

/** These come with an environment. */
const ofPython = /^(?:pip|python)[\d.]*$/;

/**
 * Makes the environment anew and installs into it, wheels only. Anew each time: code that an installed wheel
 * hooks into the start of Python must not run with pip, which has the network.
 */
export async function installRequirements(
	{venv, python, place, copy}: Site,
	request: Asked<{requirements: string}>,
	signal: AbortSignal,
): Promise<InstallOutcome> {
	const read = readRequirements(request.requirements);
	const steps = beginSteps(place, request, signal, {command: pipCommand(read), requirements: read.lines});
	if (read.unusual.length > 0 && !request.unusual) {
		const lines = read.unusual.map(line => `  ${line}`).join('\n');
		return steps.failed('refused', `Only plain names and versions are installed. Not so:\n${lines}\n`);
	}

	if (!python) return steps.failed('failed', `No usable Python 3 was found. ${pythonRemedy}`);
	await place.prepare('anew');
	if (read.lines.length === 0) {
		await rm(venv, {recursive: true, force: true});
		return steps.done('Nothing is asked for.');
	}

	if (read.unusual.length > 0)
		await writeInside(copy.workspace, 'requirements.txt', Buffer.from(`${read.lines.join('\n')}\n`));
	const what = read.unusual.length > 0 ? ['-r', 'requirements.txt'] : read.lines;
	// Pip runs out of the wheel that it comes in: to install it first would take longer than what is asked for.
	const wheel = await findPipWheel(python);
	const pip = wheel === null ? ['-m', 'pip'] : [`${wheel}/pip`];
	const ok =
		(await steps.run(makeVenv(python, venv, wheel === null))) &&
		(await steps.run([
			...[venvPython(venv), '-I', ...pip, 'install', '--only-binary', ':all:', '--no-input'],
			...['--disable-pip-version-check', '--no-color', '--progress-bar', 'off', ...what],
		]));
	if (!ok) {
		// What is half installed would only confuse the next run.
		await rm(venv, {recursive: true, force: true});
		// An address that is written in the lines is theirs to get right.
		const isElsewhere = read.unusual.some(line => line.includes('://'));
		return steps.failed(!isElsewhere && steps.lostNetwork() ? 'unreachable' : 'failed');
	}

	await place.finish();
	return steps.done();
}

/** Runs the command over the copy of the files, with the environment there is, or an empty one, to install into. */
export async function installByCommand(
	{venv, python, place}: Site,
	request: Asked<{command: string[]}>,
	signal: AbortSignal,
): Promise<InstallOutcome> {
	const steps = beginSteps(place, request, signal, {command: request.command.join(' '), requirements: []});
	const isNew = !(await hasVenv(venv));
	await place.prepare('as it is');
	const find = async () => resolveProgram(request.command, await place.world());
	let resolved = await find();
	if (isNew && python && !withoutPython.test(request.command[0]!)) {
		if ('argv' in resolved || ofPython.test(resolved.missing)) await putPipInto(venv, python, steps.run);
		resolved = await find();
	}

	const ok = 'argv' in resolved && (await steps.run(resolved.argv));
	if (!ok) {
		if (isNew) await rm(venv, {recursive: true, force: true});
		if ('missing' in resolved)
			return steps.failed('failed', `There is no program called ${resolved.missing} on this machine.\n`);
		return steps.failed(steps.lostNetwork() ? 'unreachable' : 'failed');
	}

	await place.finish();
	return steps.done();
}

/** An environment with pip in it. Python's own way of making one takes three times as long: it compiles all of pip. */
async function putPipInto(
	venv: string,
	python: Python,
	run: (argv: string[]) => Promise<boolean>,
): Promise<void> {
	const wheel = await findPipWheel(python);
	const made = await run(makeVenv(python, venv, wheel === null));
	if (!made || wheel === null) return;
	const alone = ['--no-index', '--no-deps', '--no-compile', '--quiet', '--disable-pip-version-check'];
	await run([venvPython(venv), '-I', `${wheel}/pip`, 'install', ...alone, wheel]);
}

function makeVenv(python: Python, venv: string, withPip: boolean): string[] {
	return [python.path, '-I', '-m', 'venv', ...(withPip ? [] : ['--without-pip']), venv];
}

/** Runs one program after the other in the time that they have together, and gathers what they print. */
function beginSteps(
	place: InstallPlace,
	{timeout_ms, onOutput}: InstallRequest,
	signal: AbortSignal,
	what: Pick<InstallOutcome, 'command' | 'requirements'>,
) {
	const started = performance.now();
	let stdout = '';
	let stderr = '';
	const outcome = (problem: InstallOutcome['problem']): InstallOutcome => ({
		ok: problem === null,
		problem,
		...what,
		stdout,
		stderr,
		duration_ms: Math.round(performance.now() - started),
	});
	return {
		lostNetwork: () => lostNetwork(stdout + stderr),

		async run(argv: string[]): Promise<boolean> {
			const left = Math.max(1, timeout_ms - (performance.now() - started));
			const command = await place.command(argv);
			const ending = await supervise({...command, stdin: '', timeout_ms: left, onOutput}, signal);
			stdout += ending.stdout;
			stderr += ending.stderr;
			if (ending.failed) stderr += `${ending.failed.message}\n`;
			if (ending.timed_out) stderr += `It was stopped: it took longer than ${timeout_ms / 1000} s.\n`;
			return ending.exit_code === 0;
		},

		done(said = ''): InstallOutcome {
			stdout += said;
			return outcome(null);
		},

		failed(problem: Exclude<InstallOutcome['problem'], null>, said = ''): InstallOutcome {
			stderr += said;
			return outcome(problem);
		},
	};
}
