/** Writes into `orchestrai.yml` which model answers; what stands in it stays, with its comments. */
import {realpath, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {type Document, isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq} from 'yaml';
import {describeFault} from '../memory/file-fault.ts';
import {replaceFile} from '../memory/replace-file.ts';
import {fillEmptyKeys} from './fill-empty-keys.ts';
import {leadsOut} from './new-files.ts';
import {readTextFile} from './read-text-file.ts';
import {readSettingsFile, settingsFileName} from './settings-file.ts';

export type ChosenModel = {
	/** How the provider is called, unless one of another address has that name. */
	provider: string;
	base_url: string;
	/** As the endpoint calls it. */
	model: string;
};

export type Written =
	| {
			ok: true;
			file: string;
			/** As pipelines name it now. */
			model: string;
			/** The model that was the default before; null: none, or the same. */
			replaced: string | null;
			/** Roles that are mapped to something else, and stay so. */
			kept: string[];
	  }
	| {ok: false; problem: string};

const roles = ['small', 'medium', 'large'] as const;

/** USD per million tokens. */
const free = {input: 0, output: 0};

/**
 * Adds the provider unless it is there, makes the model the default, says that it costs nothing, and maps the roles
 * that were not mapped. A file
 * that has mistakes is left alone, since nobody knows what it means.
 */
export async function chooseModel(folder: string, chosen: ChosenModel): Promise<Written> {
	const path = join(folder, settingsFileName);
	const read = await readTextFile(path);
	if (read !== null && 'problem' in read) return refuse(read.problem);
	if (read !== null && (await leadsOut(folder, path)))
		return refuse(`${path} is a link that leads out of this folder, and nothing is written through it.`);
	const before = read?.text ?? '';
	const {problems} = await readSettingsFile(folder);
	const wrong = problems.find(({severity}) => severity === 'error');
	if (wrong) return refuse(`${wrong.file}:${wrong.line}:${wrong.column}: ${wrong.message} ${wrong.remedy}`);
	const name = addProvider(parseDocument(before), chosen);
	const model = `${name}/${chosen.model}`;
	const filled = fillEmptyKeys(before, [
		{key: ['providers'], value: [entryOf({...chosen, provider: name})]},
		{key: ['default_model'], value: model},
		{key: ['roles'], value: rolesFor(model)},
		{key: ['prices'], value: {[`${name}/*`]: free}},
		...roles.map(role => ({key: ['roles', role], value: model})),
	]);
	const sound = parseDocument(filled);
	// A comment that moves is better than a file that is refused.
	const document = sound.errors.length === 0 ? sound : parseDocument(before);
	addProvider(document, chosen);
	const replaced = parseDocument(before).get('default_model') ?? model;
	document.set('default_model', model);
	const kept = mapRoles(document, model);
	setFree(document, name);
	try {
		const target = read === null ? path : await realpath(path);
		const mode = read === null ? 0o644 : (await stat(target)).mode & 0o777;
		await replaceFile(target, spelledAs(before, document), mode);
	} catch (error) {
		return refuse(`${path} could not be written: ${describeFault(error)}.`);
	}

	return {
		ok: true,
		file: settingsFileName,
		model,
		replaced: replaced === model ? null : String(replaced),
		kept,
	};
}

function refuse(problem: string): Written {
	return {ok: false, problem};
}

/** Its name: the one that it has if it is there already. */
function addProvider(document: Document, {provider, base_url, model}: ChosenModel): string {
	const providers = mappingsIn(document.get('providers'));
	const same = providers.find(entry => isSameAddress(String(entry.get('base_url') ?? ''), base_url));
	if (same) return String(same.get('name'));
	const taken = new Set(providers.map(entry => String(entry.get('name'))));
	let name = provider;
	for (let number = 2; taken.has(name); number++) name = `${provider}-${number}`;
	const entry = document.createNode(entryOf({provider: name, base_url, model}));
	const list = document.get('providers');
	if (isSeq(list)) list.add(entry);
	else document.set('providers', document.createNode([entry]));
	return name;
}

/** Those that are mapped already. */
function mapRoles(document: Document, model: string): string[] {
	const mapped = document.get('roles');
	if (!isMap(mapped)) {
		document.set('roles', document.createNode(rolesFor(model)));
		return [];
	}

	const kept: string[] = [];
	for (const role of roles) {
		const before = mapped.get(role);
		if (before === undefined || before === null) mapped.set(role, model);
		else if (before !== model) kept.push(role);
	}

	return kept;
}

/** What runs on this machine costs nothing; a price that stands there stays. */
function setFree(document: Document, provider: string): void {
	const all = `${provider}/*`;
	if (document.hasIn(['prices', all])) return;
	const price = document.createNode({[all]: free});
	const priced = document.get('prices');
	if (isMap(priced)) priced.add(price.items[0]!);
	else document.set('prices', price);
}

function entryOf({provider, base_url, model}: ChosenModel) {
	return {name: provider, base_url, default_model: model};
}

function rolesFor(model: string): Record<string, string> {
	return Object.fromEntries(roles.map(role => [role, model]));
}

function mappingsIn(list: unknown): YAMLMap[] {
	return isSeq(list) ? (list as YAMLSeq).items.filter(item => isMap(item)) : [];
}

function isSameAddress(one: string, other: string): boolean {
	const plain = (url: string) =>
		(URL.canParse(url) ? new URL(url).href : url).replace('//localhost', '//127.0.0.1').replace(/\/+$/, '');
	return plain(one) === plain(other);
}

/** With the line ends that the file had, and its way to write braces. */
function spelledAs(before: string, document: Document): string {
	const text = document.toString({lineWidth: 0, flowCollectionPadding: /[{[] /.test(before)});
	return before.includes('\r\n') ? text.replaceAll(/\r?\n/g, '\r\n') : text;
}
