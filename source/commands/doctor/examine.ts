import {accessSync, constants} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {delimiter, join, resolve} from 'node:path';
import {splitCommand} from '../../core/command-line.ts';
import {escapeJson} from '../../core/visible.ts';
import {usualEditors} from '../../io/editor.ts';
import type {Settings} from '../../io/library/settings.ts';
import {isTrusted, whatNeedsTrust} from '../../io/library/trust.ts';
import {listModels} from '../../io/models/list-models.ts';
import {createRunner} from '../../io/workspace/runner.ts';
import {readBaseUrl} from '../base-url.ts';
import {columns, count} from '../columns.ts';
import type {Invocation, Surroundings} from '../command.ts';
import {readSettingsAsTheyAre} from '../read-settings-trusting.ts';
import {withoutCredentials} from '../run/endpoint.ts';

type Finding = {name: string; state: 'good' | 'lacking' | 'bad'; says: string; remedy: string | null};

export async function examine({flags, around}: Invocation): Promise<number> {
	const baseUrl = readBaseUrl(flags.baseUrl);
	const settings = await readSettingsAsTheyAre(around, {baseUrl, given: false});
	const [programs, endpoint, trust] = await Promise.all([
		examinePrograms(),
		examineEndpoint(settings),
		examineTrust(around),
	]);
	const findings = [
		examineNode(),
		examineTerminal(around),
		...programs,
		examineEditor(around),
		...examineSettings(settings),
		endpoint,
		examineFolder(around),
		trust,
	];
	if (flags.json) around.stdout.write(`${escapeJson(findings)}\n`);
	else {
		const mark = {good: '✓', lacking: '–', bad: '✗'};
		around.stdout.write(
			columns(
				findings.flatMap(({name, state, says, remedy}) => [
					[mark[state], name, says],
					...(remedy === null ? [] : [['', '', `→ ${remedy}`]]),
				]),
			),
		);
	}

	return findings.some(({state}) => state === 'bad') ? 1 : 0;
}

function examineNode(): Finding {
	return {name: 'Node', state: 'good', says: process.versions.node, remedy: null};
}

function examineTerminal({stdin, stdout, environment}: Surroundings): Finding {
	if (!stdin.isTTY || !stdout.isTTY) {
		return {
			name: 'terminal',
			state: 'lacking',
			says: 'stdin or stdout is no terminal: runs print lines instead of the screen',
			remedy: null,
		};
	}

	const {columns: width = 0, rows = 0} = stdout;
	const size = `${width}×${rows}, ${stdout.colorDepth(environment)} bits of colour`;
	return width < 60 || rows < 16
		? {
				name: 'terminal',
				state: 'lacking',
				says: size,
				remedy: 'The screen needs 60×16; 120×36 is comfortable.',
			}
		: {name: 'terminal', state: 'good', says: size, remedy: null};
}

/** Python and the cage, tried for real. */
async function examinePrograms(): Promise<Finding[]> {
	const folder = await mkdtemp(join(tmpdir(), 'orchestrai-doctor-'));
	try {
		const runner = createRunner({
			workspace: folder,
			made: join(folder, 'made'),
			venv: join(folder, 'venv'),
		});
		const cage = await runner.cage();
		const caged = cage.name !== null;
		const outcome = await runner.run(
			{command: ['python3', '--version'], stdin: '', timeout_ms: 10_000, caged, network: false},
			new AbortController().signal,
		);
		return [
			outcome.not_started
				? {
						name: 'Python',
						state: 'lacking',
						says: outcome.not_started.message,
						remedy: outcome.not_started.remedy,
					}
				: {name: 'Python', state: 'good', says: (outcome.stdout || outcome.stderr).trim(), remedy: null},
			cage.name === null
				? {
						name: 'cage',
						state: 'lacking',
						says: `programs would run only with your consent, without a cage: ${cage.why}`,
						remedy: null,
					}
				: {
						name: 'cage',
						state: 'good',
						says: 'bubblewrap: no network, your files out of reach',
						remedy: null,
					},
		];
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}

function examineEditor({environment}: Surroundings): Finding {
	const command = environment.VISUAL || environment.EDITOR;
	if (!command) {
		const there = usualEditors.find(name => isInstalled(name, environment.PATH ?? ''));
		return there === undefined
			? {
					name: 'editor',
					state: 'lacking',
					says: `$EDITOR is not set, and neither ${usualEditors.join(' nor ')} is there`,
					remedy: 'Install one, or set $EDITOR: `e` at a review needs it.',
				}
			: {name: 'editor', state: 'good', says: `${there} ($EDITOR is not set)`, remedy: null};
	}

	const split = splitCommand(command);
	const program = 'words' in split ? (split.words[0] ?? '') : '';
	return isInstalled(program, environment.PATH ?? '')
		? {name: 'editor', state: 'good', says: command, remedy: null}
		: {
				name: 'editor',
				state: 'lacking',
				says: `$EDITOR is ${command}, which is not there`,
				remedy: 'Set $EDITOR to an editor that is installed.',
			};
}

function isInstalled(program: string, path: string): boolean {
	const places = program.includes('/')
		? [program]
		: path.split(delimiter).map(folder => join(folder, program));
	return places.some(place => isAccessible(place, constants.X_OK));
}

function isAccessible(path: string, mode: number): boolean {
	try {
		accessSync(path, mode);
		return true;
	} catch {
		return false;
	}
}

function examineSettings({problems}: Settings): Finding[] {
	if (problems.length === 0)
		return [{name: 'settings', state: 'good', says: 'nothing is wrong with them', remedy: null}];
	return problems.map(({severity, file, line, column, message, remedy}) => ({
		name: 'settings',
		state: severity === 'error' ? 'bad' : 'lacking',
		says: `${file}:${line}:${column}: ${message}`,
		remedy,
	}));
}

async function examineEndpoint(settings: Settings): Promise<Finding> {
	if (settings.problems.some(({severity}) => severity === 'error')) {
		return {
			name: 'model',
			state: 'lacking',
			says: 'nobody was asked: which model would answer is among the settings',
			remedy: null,
		};
	}

	const {base_url, api_key, providers} = settings;
	const where = withoutCredentials(base_url?.value ?? null) ?? 'api.openai.com';
	if (base_url === null && api_key === null && providers.length > 0) {
		const others = await Promise.all(
			providers.map(async provider => {
				const list = await listModels({
					baseUrl: provider.base_url,
					apiKey: provider.api_key,
					headers: provider.headers,
				});
				return {name: provider.name, list};
			}),
		);
		const failed = others.flatMap(({list}) => (list.ok ? [] : [list.fault]));
		return {
			name: 'model',
			state: failed.length === 0 ? 'good' : failed.length < others.length ? 'lacking' : 'bad',
			says: others
				.map(
					({name, list}) => `${name}: ${list.ok ? count(list.models.length, 'model') : list.fault.message}`,
				)
				.join('; '),
			remedy: failed[0]?.remedy ?? null,
		};
	}

	if (base_url === null && api_key === null) {
		return {
			name: 'model',
			state: 'lacking',
			says: 'no key and no endpoint',
			remedy:
				'`orchestrai login`, OPENAI_API_KEY, or --base-url for a model of your own. The demo needs none.',
		};
	}

	const list = await listModels({baseUrl: base_url?.value ?? null, apiKey: api_key?.value ?? null});
	return list.ok
		? {name: 'model', state: 'good', says: `${where}: ${count(list.models.length, 'model')}`, remedy: null}
		: {name: 'model', state: 'bad', says: `${where}: ${list.fault.message}`, remedy: list.fault.remedy};
}

function examineFolder({folder}: Surroundings): Finding {
	return isAccessible(folder, constants.W_OK)
		? {name: 'runs', state: 'good', says: `${resolve(folder, 'runs')} can be written`, remedy: null}
		: {
				name: 'runs',
				state: 'bad',
				says: `${folder} cannot be written`,
				remedy: 'Run it in a folder of your own, or with --runs-dir.',
			};
}

async function examineTrust({folder, environment}: Surroundings): Promise<Finding> {
	const question = await whatNeedsTrust(folder);
	if (question === null)
		return {name: 'trust', state: 'good', says: 'nothing here needs trust', remedy: null};
	const {modules, providers, prices} = question;
	const what = `${count(modules.length, 'module')}, ${count(providers.length, 'provider')} and ${count(prices.length, 'price')}`;
	return (await isTrusted(folder, environment))
		? {name: 'trust', state: 'good', says: `this folder is trusted with its ${what}`, remedy: null}
		: {
				name: 'trust',
				state: 'lacking',
				says: `this folder has ${what}, and is not trusted`,
				remedy: 'The next run asks; headless, --trust allows it.',
			};
}
