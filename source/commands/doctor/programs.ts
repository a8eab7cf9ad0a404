/** Python, its environments and the cage, tried for real; the editor, looked for. */
import {accessSync, constants} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {splitCommand} from '../../core/command-line.ts';
import {thenTakeUp} from '../../core/taking-up.ts';
import {usualEditors} from '../../io/editor.ts';
import {createRunner} from '../../io/workspace/runner.ts';
import type {Environment} from '../command.ts';
import {bad, type Finding, good, lacking} from './finding.ts';

/** Prints the version before it looks for what Debian keeps in a package of its own. */
const question = 'import sys; print(sys.version.split()[0], flush=True); import venv, ensurepip';
const venvRemedy =
	'What generated programs need cannot be installed. Debian and Ubuntu: `sudo apt install python3-venv`; Fedora: `sudo dnf install python3-pip`; macOS: `brew install python`.';

export async function examinePrograms(): Promise<Finding[]> {
	let folder: string;
	try {
		folder = await mkdtemp(join(tmpdir(), 'orchestrai-doctor-'));
	} catch (error) {
		return [
			bad(
				'cage',
				`${tmpdir()} cannot be written: ${(error as Error).message}`,
				'Name another folder with TMPDIR.',
			),
		];
	}

	try {
		const runner = createRunner({
			workspace: folder,
			made: join(folder, 'made'),
			venv: join(folder, 'venv'),
		});
		const cage = await runner.cage();
		const {not_started, exit_code, stdout} = await runner.run(
			{
				command: ['python3', '-c', question],
				stdin: '',
				timeout_ms: 10_000,
				caged: cage.name !== null,
				network: false,
			},
			new AbortController().signal,
		);
		return [
			...(not_started
				? [lacking('Python', not_started.message, not_started.remedy.replace(thenTakeUp, '.'))]
				: [
						good('Python', stdout.trim()),
						exit_code === 0
							? good('venv', 'packages can be installed for what runs')
							: lacking('venv', 'Python lacks venv or ensurepip', venvRemedy),
					]),
			cage.name === null
				? lacking(
						'cage',
						'programs would run only with your consent, without a cage',
						process.platform === 'linux'
							? cage.why
							: 'There is one on Linux: there, or in a container, programs run caged.',
					)
				: good('cage', 'bubblewrap: no network, your files out of reach'),
		];
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}

export function examineEditor({VISUAL, EDITOR, PATH = ''}: Environment): Finding {
	const [name, command] = VISUAL ? ['$VISUAL', VISUAL] : ['$EDITOR', EDITOR];
	if (!command) {
		const there = usualEditors.find(editor => isInstalled(editor, PATH));
		return there === undefined
			? lacking(
					'editor',
					`$EDITOR is not set, and neither ${usualEditors.join(' nor ')} is there`,
					'`E` at a review needs one (`e` edits in the app). Debian and Ubuntu: `sudo apt install nano`; macOS has nano; then: export EDITOR=nano',
				)
			: good('editor', `${there} ($EDITOR is not set)`);
	}

	const split = splitCommand(command);
	const program = 'words' in split ? (split.words[0] ?? '') : '';
	return isInstalled(program, PATH)
		? good('editor', `${command} (${name})`)
		: lacking(
				'editor',
				`${name} is ${command}, which is not there`,
				`Set ${name} to an editor that is installed: export ${name.slice(1)}=nano`,
			);
}

function isInstalled(program: string, path: string): boolean {
	if (program === '') return false;
	const places = program.includes('/')
		? [program]
		: path.split(delimiter).map(folder => join(folder, program));
	return places.some(place => isExecutable(place));
}

function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
