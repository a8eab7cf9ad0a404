/**
 * Makes a run into a cassette, or adds it to one: what models answered, what the person said, and what was recalled.
 * The file is a memory log like any other; of several runs in it, each operation's last counts.
 */
import {mkdir} from 'node:fs/promises';
import {dirname} from 'node:path';
import {keyOfCall} from '../../core/cassette.ts';
import type {EventOf, RunEvent} from '../../core/events.ts';
import {createFreshAttempts} from '../../core/fresh-attempts.ts';
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
	/** The run that was recorded into the file since this one began; null: none was. To add to that would mix the two. */
	readonly overtakenBy: string | null;
	/** To be called for every event of the run in order; those of earlier sittings it has had. */
	onEvent(event: RunEvent): void;
	/** How many answers of models came to it. */
	added(): number;
	/** Writes what is left and gives the lock back. Rejects when something could not be written. */
	close(): Promise<void>;
};

/**
 * Opens the cassette for writing, and locks it; nothing is written until there is something that it lacks. `earlier`:
 * what happened in earlier sittings of the run; of that, what the file does not hold.
 */
export async function openRecorder(
	path: string,
	redact: Redact,
	earlier: readonly RunEvent[] = [],
): Promise<Recorder | LogProblem> {
	try {
		await mkdir(dirname(path), {recursive: true});
	} catch (error) {
		const problem = `Could not make the folder of ${path}: ${describeFault(error)}. Nothing was changed.`;
		return {kind: 'unwritable', problem, cause: error};
	}
	const log = await openLogFile(path, redact);
	return isLogProblem(log) ? log : createRecorder(log, earlier);
}

function createRecorder(log: OpenLog, earlier: readonly RunEvent[]): Recorder {
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
	const attempts = createFreshAttempts();
	const overtakenBy = findOvertaking(log.history, earlier);
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

	/** As a run that begins anew asks for it. */
	function asFresh<T extends EventOf<'model-asked'> | EventOf<'model-answered'>>(event: T): T {
		return {...event, attempt: attempts.numberOf(event)};
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

	function hear(event: RunEvent): void {
		rememberTexts(heard, event);
		attempts.take(event);
		if (event.type !== 'model-asked') return;
		const question = asFresh(event);
		asked.set(keyOfCall(question), question);
	}

	function onEvent(event: RunEvent): void {
		hear(event);
		if (event.type === 'run-started') add(asCassette(event), false);
		else if (event.type === 'module-started' && event.recalled) add(event, false);
		else if (event.type === 'model-answered') addAnswer(asFresh(event));
		else if (event.type === 'question-asked') add(event, false);
		else if (event.type === 'direction-given' || event.type === 'draft-decided') add(event, false);
		else if (isSaid(event)) add(event, isNews(event));
	}

	if (overtakenBy === null) {
		const there = new Set(log.history.map(identityOf));
		for (const event of earlier) {
			if (!there.has(identityOf(event))) onEvent(event);
			else {
				hear(event);
				if (isSaid(event)) isNews(event);
			}
		}
	}

	return {
		repair: log.repair?.message ?? null,
		overtakenBy,
		onEvent: overtakenBy === null ? onEvent : () => {},
		added: () => added,
		close: () => log.close(),
	};
}

/** An event as it stands in the run's log and in the file alike, but for its attempt. */
function identityOf(event: RunEvent): string {
	const of = event.type === 'run-started' ? event.run_id : 'output_name' in event ? event.output_name : null;
	return JSON.stringify([event.type, event.timestamp, of, 'call' in event ? event.call : null]);
}

function findOvertaking(history: readonly RunEvent[], earlier: readonly RunEvent[]): string | null {
	const own = earlier.find(event => event.type === 'run-started');
	if (own === undefined) return null;
	let recorded: string | null = null;
	for (const event of history) {
		if (event.type === 'run-started') recorded = event.run_id;
		if (recorded !== own.run_id && event.timestamp > own.timestamp) return recorded;
	}

	return null;
}

/** Without what means something only where the run was: addresses, paths, and the files that it was given. */
function asCassette({pipeline_file: _, ...event}: EventOf<'run-started'>): EventOf<'run-started'> {
	const {record: __, strict: ___, keyless: ____, ...settings} = event.settings;
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
