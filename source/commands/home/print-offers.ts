/** Home where there is no terminal: how to begin, and the commands for it. */
import {resolve} from 'node:path';
import {quoteWord} from '../../core/command-line.ts';
import {listRunFolders} from '../../io/memory/run-folder.ts';
import {findLocalServers, type LocalServer, placesToLook} from '../../io/models/local-servers.ts';
import {columns, count} from '../columns.ts';
import type {Surroundings} from '../command.ts';
import {openLibrary} from './library.ts';
import type {Session} from './stay.ts';

export async function printOffers(session: Session, around: Surroundings): Promise<number> {
	const library = await openLibrary(around, session);
	try {
		const {flags} = session;
		const {model, pipelines, problem} = library.offers();
		const local = model === null ? await findLocalServers(placesToLook(around.environment)) : [];
		const runs = await listRunFolders(resolve(around.folder, flags.runsDir)).catch(() => []);
		const own = pipelines.filter(({source}) => source !== 'bundled');
		const others = pipelines.filter(({source}) => source === 'bundled').map(({name}) => name);
		const rows = [
			['orchestrai demo', 'a whole run on recorded answers; it needs no key'],
			['orchestrai new pipeline NAME', 'a pipeline of your own, from a template'],
			...own.map(({name, problem, description}) => [
				`orchestrai run ${quoteWord(name)}`,
				problem ?? description ?? 'a pipeline of this folder',
			]),
			['orchestrai run NAME', `the app’s own pipelines: ${others.join(', ')}`],
			...(model === null
				? [
						['orchestrai login', 'stores a key; or set OPENAI_API_KEY'],
						...local.flatMap(rowsOf),
						...ownEndpoint(local),
					]
				: []),
			...(runs.length > 0 ? [['orchestrai runs', `${count(runs.length, 'run')} in ${flags.runsDir}`]] : []),
			['orchestrai --help', 'every command'],
		];
		const answers = model === null ? 'No model answers yet: there is no key.' : `Answers by ${model.short}.`;
		around.stdout.tell(`${introduction}\n${answers}\n\n${columns(rows)}`);
		if (problem !== null) around.stderr.write(`${problem}\n`);
		return 0;
	} finally {
		library.close();
	}
}

const introduction = `OrchestrAI runs pipelines of language-model modules under your eye.
A pipeline is a YAML file that says which module’s output feeds which; what is ready runs side by side.
You read, edit, redo or approve every output before anything consumes it; no answer that came is asked for again.
`;

function rowsOf({title, base_url, models}: LocalServer): string[][] {
	if (models.length === 0)
		return [[`${title}: ${base_url}`, 'answers on this machine, and has no model yet']];
	return models.map(model => [
		`orchestrai run NAME --base-url ${base_url} --model ${quoteWord(model)}`,
		`${title}, on this machine`,
	]);
}

function ownEndpoint(local: readonly LocalServer[]): string[][] {
	return local.length > 0
		? []
		: [
				[
					'orchestrai run NAME --base-url URL --model NAME',
					'a model of your own: Ollama, LM Studio, llama.cpp, …',
				],
			];
}
