import {rm, stat} from 'node:fs/promises';
import {join} from 'node:path';
import type {InstallOutcome, InstallRequest} from '../../core/ports.ts';
import type {PipPlace} from './pip-place.ts';
import {type Python, pythonRemedy} from './python.ts';
import {readRequirements} from './requirements.ts';
import {supervise} from './supervise.ts';

export function venvPython(venv: string): string {
	return process.platform === 'win32' ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python');
}

export async function hasVenv(venv: string): Promise<boolean> {
	return stat(venvPython(venv)).then(
		() => true,
		() => false,
	);
}

/**
 * Makes the environment anew and installs into it, wheels only. Anew each time: code that an installed wheel
 * hooks into the start of Python must not run with pip, which has the network.
 */
export async function installInVenv(
	{venv, python, place}: {venv: string; python: Python | null; place: PipPlace},
	request: InstallRequest,
	signal: AbortSignal,
): Promise<InstallOutcome> {
	const started = performance.now();
	const read = readRequirements(request.requirements);
	const requirements = 'requirements' in read ? read.requirements : [];
	const outcome = (ok: boolean, stdout: string, stderr: string): InstallOutcome => ({
		ok,
		command: `pip install --only-binary :all: ${requirements.join(' ')}`.trim(),
		requirements,
		stdout,
		stderr,
		duration_ms: Math.round(performance.now() - started),
	});
	if ('refused' in read) return outcome(false, '', read.refused);
	if (!python) return outcome(false, '', `No usable Python 3 was found. ${pythonRemedy}`);
	await rm(venv, {recursive: true, force: true});
	if (requirements.length === 0) return outcome(true, 'Nothing is asked for.', '');
	await place.prepare();
	const steps = [
		[python.path, '-I', '-m', 'venv', venv],
		[
			...[venvPython(venv), '-I', '-m', 'pip', 'install', '--only-binary', ':all:', '--no-input'],
			...['--disable-pip-version-check', '--no-color', '--progress-bar', 'off', ...requirements],
		],
	];
	const printed = {stdout: '', stderr: ''};
	for (const argv of steps) {
		const ending = await supervise(
			{
				...place.command(argv),
				stdin: '',
				timeout_ms: Math.max(1, request.timeout_ms - (performance.now() - started)),
				onOutput: request.onOutput,
			},
			signal,
		);
		printed.stdout += ending.stdout;
		printed.stderr += ending.stderr;
		if (ending.failed) printed.stderr += `${ending.failed.message}\n`;
		if (ending.timed_out)
			printed.stderr += `It was stopped: it took longer than ${request.timeout_ms / 1000} s.\n`;
		if (ending.exit_code !== 0) {
			// What is half installed would only confuse the next run.
			await rm(venv, {recursive: true, force: true});
			return outcome(false, printed.stdout, printed.stderr);
		}
	}

	await place.finish();
	return outcome(true, printed.stdout, printed.stderr);
}
