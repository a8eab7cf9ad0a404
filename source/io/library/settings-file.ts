import {join} from 'node:path';
import type {Problem} from '../../core/pipeline/problem.ts';
import {listProblems, type ProblemList, type Report} from '../../core/pipeline/problem-list.ts';
import type {Placed} from '../../core/pipeline/readers.ts';
import {readYaml} from '../../core/pipeline/yaml-source.ts';
import type {MappingValue, Value} from '../../core/pipeline/yaml-value.ts';
import type {Parameters} from '../../core/ports.ts';
import type {PriceOverrides} from '../models/prices.ts';
import type {NotifyHow} from '../notifier.ts';
import {hideKeysInLine} from './hide-keys-in-line.ts';
import {readTextFile} from './read-text-file.ts';
import {pythonFile, pythonKeys, settingsFile} from './settings-keys.ts';

export type ProviderEntry = {
	name: string;
	base_url: string;
	/** Name of the environment variable that holds its key; null: it needs none. */
	api_key_env: string | null;
	default_model?: string;
	headers: Record<string, string>;
};

export type SettingsFile = {
	base_url: string | null;
	default_model: string | null;
	/** What background the screen is drawn for, and how strongly; `auto`: what the terminal says. */
	theme: 'dark' | 'light' | 'contrast' | 'contrast-light' | 'auto';
	/** No character beyond ASCII in what the app draws and says; null: as the locale has it. */
	ascii: boolean | null;
	/** The screen as lines that are read aloud. */
	screen_reader: boolean;
	/** Where runs are kept, below the folder; null: in `runs`. */
	runs_dir: string | null;
	roles: Record<string, string>;
	providers: ProviderEntry[];
	/** By name of the model, as in pipelines. */
	prices: PriceOverrides;
	/** How a person is called who is away. */
	notify: NotifyHow;
	/** The page before a run that may be paid for. */
	preflight: boolean;
	/** Where what says who is asked stands, `orchestrai.yml:2`. */
	places: Places;
	problems: Problem[];
};

/** By what stands there: `default_model`, `roles.small`, and for base URLs `base_url` and `providers.NAME`. */
export type Places = Readonly<Record<string, string>>;

export const settingsFileName = 'orchestrai.yml';

/** `./orchestrai.yml`, as it stands; nothing of it is in force yet. What is wrong is left out and reported. */
export async function readSettingsFile(folder: string): Promise<SettingsFile> {
	const {value, problems} = await readMapping(folder, settingsFileName);
	const read = value ? settingsFile(value, settingsFileName, problems.report)?.read : undefined;
	const seen = new Set<string>();
	const providers = (read?.providers ?? []).flatMap(({read: entry}): ProviderEntry[] => {
		const {name, base_url, api_key_env, default_model, headers} = entry;
		if (name && seen.has(name.value)) {
			problems.report(name.place, () => ({
				message: `There are two providers called \`${name.value}\`.`,
				remedy: 'Give one of them another name.',
			}));
			return [];
		}
		if (!name || !base_url) return [];
		seen.add(name.value);
		return [
			{
				name: name.value,
				base_url,
				api_key_env: api_key_env ?? null,
				default_model: default_model ?? undefined,
				headers: present(headers?.further) as Record<string, string>,
			},
		];
	});
	return {
		base_url: read?.base_url ?? null,
		default_model: read?.default_model ?? null,
		theme: read?.theme ?? 'auto',
		ascii: read?.ascii === undefined || read.ascii === null ? null : read.ascii === 'true',
		screen_reader: read?.screen_reader === 'true',
		runs_dir: read?.runs_dir ?? null,
		roles: readRoles(read?.roles?.read, problems.report),
		providers,
		prices: readPrices(read?.prices?.further),
		notify: read?.notify === 'bell' ? 'bell' : read?.notify === 'false' ? 'none' : 'all',
		preflight: read?.preflight !== 'false',
		places: findPlaces(value, problems.positionOf),
		problems: problems.all().map(hideKeysInLine),
	};
}

function findPlaces(file: Value | null, positionOf: ProblemList['positionOf']): Places {
	const top = entriesOf(file ?? undefined);
	const names = ['base_url', 'default_model'];
	const places = [
		...top.filter(({key}) => names.includes(key)).map(({key, value}) => ({name: key, value})),
		...entriesOf(top.find(({key}) => key === 'roles')?.value).map(({key, value}) => ({
			name: `roles.${key}`,
			value,
		})),
		...itemsOf(top.find(({key}) => key === 'providers')?.value).flatMap(provider => {
			const keys = new Map(entriesOf(provider).map(({key, value}) => [key, value]));
			const name = keys.get('name');
			const value = keys.get('base_url');
			return name?.kind === 'scalar' && value ? [{name: `providers.${name.value}`, value}] : [];
		}),
	];
	return Object.fromEntries(
		places.map(({name, value}) => [name, `${settingsFileName}:${positionOf(value.place.start).line}`]),
	);
}

function entriesOf(value: Value | undefined) {
	return value?.kind === 'mapping' ? [...value.entries.values()] : [];
}

function itemsOf(value: Value | undefined): readonly Value[] {
	return value?.kind === 'list' ? value.items : [];
}

/** A role may name a role, but not in the end itself. */
function readRoles(given: object | undefined, report: Report): Record<string, string> {
	const placed = present(given) as Record<string, Placed<string>>;
	const roles = Object.fromEntries(Object.entries(placed).map(([role, {value}]) => [role, value]));
	for (const [role, {place}] of Object.entries(placed)) {
		const way = [role];
		for (let next = roles[role]; next !== undefined && !way.includes(next); next = roles[next])
			way.push(next);
		const end = roles[way.at(-1)!];
		// What names itself is what the endpoint calls its model; each circle is told once.
		if (way.length === 1 || end !== role || [...way].sort()[0] !== role) continue;
		report(place, () => ({
			message: `\`roles\` go in a circle: ${[...way, role].join(' → ')}.`,
			remedy: 'Map one of them to the name of a model.',
		}));
	}
	return roles;
}

function readPrices(entries: Record<string, unknown> = {}): PriceOverrides {
	const read = Object.entries(present(entries)).flatMap(([model, entry]) => {
		const price = present((entry as {read: object}).read) as Partial<PriceOverrides[string]>;
		return price.input === undefined || price.output === undefined ? [] : [[model, price]];
	});
	return Object.fromEntries(read);
}

export type PythonConfig = {
	pipeline: string | null;
	default_model: string | null;
	parameters: Parameters;
	notes: string[];
	problems: Problem[];
};

/**
 * `./config.yml` of the Python version. The file may as well be somebody else's: what is not known is ignored and
 * noted, and if it is no YAML that is a warning.
 */
export async function readPythonConfig(folder: string): Promise<PythonConfig> {
	const {value, problems} = await readMapping(folder, 'config.yml', 'warning');
	const all = value?.kind === 'mapping' ? [...value.entries.values()] : [];
	const [known, others] = [true, false].map(wanted =>
		all.filter(({key}) => Object.hasOwn(pythonKeys, key) === wanted),
	) as [typeof all, typeof all];
	const mapping: MappingValue = {
		kind: 'mapping',
		entries: new Map(known.map(entry => [entry.key, entry])),
		place: {start: 0, end: 1},
	};
	const read = pythonFile(mapping, 'config.yml', problems.report)?.read ?? {};
	const {pipeline, default_model, ...defaults} = read;
	return {
		pipeline: pipeline ?? null,
		default_model: default_model ?? null,
		parameters: Object.fromEntries(
			Object.entries(present(defaults)).map(([key, number]) => [key.replace(/^default_/, ''), number]),
		),
		notes: others.length === 0 ? [] : [describeIgnored(others.map(({key}) => key))],
		problems: problems.all(),
	};
}

function describeIgnored(keys: string[]): string {
	const shown = keys.slice(0, 5).join(', ') + (keys.length > 5 ? `, and ${keys.length - 5} more` : '');
	return `config.yml: ignored ${shown}. Settings of this version are kept in ${settingsFileName}.`;
}

async function readMapping(folder: string, name: string, severity: Problem['severity'] = 'error') {
	const file = await readTextFile(join(folder, name));
	const text = file && 'text' in file ? file.text : '';
	const problems: ProblemList = listProblems(text, name);
	const report: Report = (place, describe) => problems.report(place, describe, severity);
	if (file && 'problem' in file) {
		report({start: 0, end: 1}, () => ({message: file.problem, remedy: 'Mend the file, or move it away.'}));
	}
	return {value: readYaml(text, report), problems};
}

/** Without what was left out, empty or wrong. */
function present(entries: object = {}): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(entries).filter(([, value]) => value !== undefined && value !== null),
	);
}
