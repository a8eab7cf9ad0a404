import {chmod, mkdir, rm, stat} from 'node:fs/promises';
import {homedir} from 'node:os';
import {dirname, join} from 'node:path';
import {execa} from 'execa';
import type {InstallOutcome, InstallRequest} from '../../core/ports.ts';
import {type Python, pythonRemedy} from './python.ts';
import {readRequirements} from './requirements.ts';
import {cageOwner} from './sandbox.ts';
import {supervise} from './supervise.ts';

/** What pip may know of the person's environment: how to reach an index, and no more. */
const passedOn =
	/^(PIP_.*|(https?|no|all)_proxy|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|SYSTEMROOT|LANG|LC_.*)$/i;

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
	{venv, python, pipArgs}: {venv: string; python: Python | null; pipArgs: readonly string[]},
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
	await mkdir(dirname(venv), {recursive: true});

	const inherited = Object.entries(process.env).filter(([name]) => passedOn.test(name));
	const steps = [
		[python.path, '-I', '-m', 'venv', venv],
		[
			...[venvPython(venv), '-I', '-m', 'pip', 'install', '--only-binary', ':all:', '--no-input'],
			...['--disable-pip-version-check', '--no-color', '--progress-bar', 'off', ...pipArgs, ...requirements],
		],
	];
	const printed = {stdout: '', stderr: ''};
	for (const argv of steps) {
		const ending = await supervise(
			{
				argv,
				cwd: dirname(venv),
				env: {...Object.fromEntries(inherited), PATH: process.env.PATH ?? '', HOME: homedir()} as Record<
					string,
					string
				>,
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

	if (cageOwner() !== null) {
		await chmod(venv, 0o755);
		await execa('chmod', ['-R', 'go+rX', venv]);
	}

	return outcome(true, printed.stdout, printed.stderr);
}
