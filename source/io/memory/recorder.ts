/**
 * Makes a run into a cassette, or adds it to one: what models answered, what the person said, and what was recalled.
 * The file is a memory log like any other; of several runs in it, each operation's last counts.
 */
import {mkdir} from 'node:fs/promises';
import {dirname} from 'node:path';
import {keyOfCall} from '../../core/cassette.ts';
import type {EventOf, RunEvent} from '../../core/events.ts';
import {isSaid, type Reply, type Said, whatThePersonSaid} from '../../core/replies.ts';
import {rememberTexts, resolveMessages, storeMessages, type TextTable} from '../../core/texts.ts';
import {collectAnswers} from './cassette-file.ts';
import {describeFault} from './file-fault.ts';
import {type OpenLog, openLogFile} from './log.ts';
import {isLogProblem, type LogProblem} from './log-problem.ts';
import type {Redact} from './redact.ts';

export type Recorder = {
	/** Set when the file's end was damaged and had to be cut: something to tell the person. */
	readonly repair: string | null;
	/** To be called for every event of the run in order, those of earlier sittings included. */
	onEvent(event: RunEvent): void;
	/** How many answers of models came to it. */
	added(): number;
	/** Writes what is left and gives the lock back. Rejects when something could not be written. */
	close(): Promise<void>;
};

/** Opens the cassette for writing, and locks it; nothing is written until there is something that it lacks. */
export async function openRecorder(path: string, redact: Redact): Promise<Recorder | LogProblem> {
	try {
		await mkdir(dirname(path), {recursive: true});
	} catch (error) {
		const problem = `Could not make the folder of ${path}: ${describeFault(error)}. Nothing was changed.`;
		return {kind: 'unwritable', problem, cause: error};
	}
	const log = await openLogFile(path, redact);
	return isLogProblem(log) ? log : createRecorder(log);
}

function createRecorder(log: OpenLog): Recorder {
	const held = collectAnswers();
	/** Texts that the file holds, and those that the run does. */
	const written: TextTable = new Map();
	const heard: TextTable = new Map();
	for (const event of log.history) {
		held.take(event);
		rememberTexts(written, event);
	}
	const answers = new Map(held.answers().map(answer => [keyOfCall(answer), answer]));
	const isNews = createEar(whatThePersonSaid(log.history));
	const asked = new Map<string, EventOf<'model-asked'>>();
	/** What belongs to the run and is written once something new comes; null: it has come. */
	let waiting: RunEvent[] | null = [];
	let added = 0;

	function write(event: RunEvent): void {
		const own = event.type === 'model-asked' ? withOwnTexts(event, heard, written) : event;
		rememberTexts(written, own);
		log.append(own);
	}

	function add(event: RunEvent, isNew: boolean): void {
		if (waiting === null) write(event);
		else waiting.push(event);
		if (waiting === null || !isNew) return;
		waiting.forEach(write);
		waiting = null;
	}

	function addAnswer(event: EventOf<'model-answered'>): void {
		const question = asked.get(keyOfCall(event));
		if (!question || event.by === 'recorded') return;
		const {prompt, system, response} = answers.get(keyOfCall(event)) ?? {};
		const messages = resolveMessages(heard, question.messages);
		const same =
			prompt === question.prompt &&
			(system ?? '') === (messages.find(({role}) => role === 'system')?.content ?? '') &&
			response === event.response;
		if (same) return;
		add(question, false);
		add(event, true);
		added++;
	}

	return {
		repair: log.repair?.message ?? null,
		onEvent(event) {
			rememberTexts(heard, event);
			if (event.type === 'run-started') add(asCassette(event), false);
			else if (event.type === 'module-started' && event.recalled) add(event, false);
			else if (event.type === 'model-asked') asked.set(keyOfCall(event), event);
			else if (event.type === 'model-answered') addAnswer(event);
			else if (event.type === 'question-asked') add(event, false);
			else if (event.type === 'direction-given' || event.type === 'draft-decided') add(event, false);
			else if (isSaid(event)) add(event, isNews(event));
		},
		added: () => added,
		close: () => log.close(),
	};
}

/** Without what means something only where the run was: addresses, paths, and the files that it was given. */
function asCassette({pipeline_file: _, ...event}: EventOf<'run-started'>): EventOf<'run-started'> {
	const {record: __, keyless: ___, ...settings} = event.settings;
	return {
		...event,
		settings: {...settings, base_url: null, cassette: null},
		initial_files: {},
		forked_from: null,
		continues: null,
	};
}

/** Tells whether what the person says now is other than what the file has them say. */
function createEar(before: readonly Reply[]): (event: Said) => boolean {
	const counts = new Map<string, number>();
	return event => {
		const {output_name, attempt, response} = event;
		const key = JSON.stringify([output_name, attempt]);
		const number = counts.get(key) ?? 0;
		counts.set(key, number + 1);
		const known = before.filter(({name}) => name === output_name)[number]?.text ?? null;
		return known !== response;
	};
}

function withOwnTexts(
	event: EventOf<'model-asked'>,
	heard: TextTable,
	written: TextTable,
): EventOf<'model-asked'> {
	const messages = resolveMessages(heard, event.messages);
	return {...event, messages: storeMessages(written, messages, event.prompt)};
}
