/** The inspector's first tab: what an operation yields, or why it does not yet. */

import type {ConsentSubject} from '../../core/events.ts';
import type {OperationState} from '../../core/state/run-state.ts';
import type {LiveText} from '../../core/store.ts';
import {remedyWithin} from '../../core/taking-up.ts';
import {makeVisible} from '../../core/visible.ts';
import type {Request} from '../desk.ts';
import type {Diffs} from '../diff/diffs.ts';
import {outputComparison} from '../run/comparison.ts';
import type {LookFacts} from '../run/look.ts';
import type {Reading} from '../run/screen.ts';
import {duration, tokens} from '../text/figures.ts';
import {type Line, line} from '../text/line.ts';
import type {Theme} from '../theme.ts';
import {comparisonContent} from './comparison.ts';
import {type Content, linesContent, stack, wrapContent} from './content.ts';
import {iterationsContent} from './iterations.ts';
import {partialContent} from './partial.ts';
import {printingContent} from './printing.ts';
import {liveContent, textContent} from './reading.ts';
import {variantsContent} from './variants.ts';
import type {Wraps} from './wraps.ts';

export type Subject = LookFacts & {
	operation: OperationState;
	/** All that stream, where variants are made side by side. */
	lives: readonly LiveText[];
	/** What waits for the person here. */
	request: Request | null;
	/** It is being decided, so that the panel below says what it is about. */
	opened: boolean;
	/** What the run itself had to say. */
	runNotes: readonly string[];
	/** What is read of it. */
	reading: Reading;
	/** Every distinct text of the run by its hash. */
	texts: ReadonlyMap<string, string>;
	diffs: Diffs;
	now: number;
	width: number;
	/** Texts are shown as they came. */
	raw: boolean;
	wraps: Wraps;
	theme: Theme;
};

/** The current version's text; undefined before there is one. */
export function currentText(operation: OperationState): string | undefined {
	return operation.versions.find(one => one.version === operation.current)?.text;
}

export function outputContent(subject: Subject): Content {
	const {operation, live, request, reading} = subject;
	const compared = reading.diff ? outputComparison(operation, request) : null;
	if (compared && !('why' in compared)) return comparisonContent(subject, compared);
	if (request?.kind === 'question') return questionContent(subject);
	if (operation.status === 'running' && operation.awaiting?.kind === 'draft')
		return draftContent(operation.awaiting, subject);
	if (consentAsked(subject) !== null) return consentContent(subject);
	if (request === null && operation.awaiting?.kind === 'question')
		return linesContent([line('It waits for an answer.', 'quiet')]);
	if (operation.status === 'running' && operation.variants) return variantsContent(subject);
	if (live && live.text.length > 0) {
		const text = liveContent(live, subject);
		const silent = subject.now - live.heardAt;
		if (silent < telling_ms) return text;
		return stack(text, linesContent([[], line(`Nothing more for ${duration(silent)}.`, 'attention')]));
	}
	if (live) return linesContent([silence(live, subject.now)]);
	if (operation.status === 'failed' && operation.failure) return failureContent(subject);
	if (operation.status === 'running') return workContent(subject);
	const text = currentText(operation);
	if (text !== undefined && operation.status !== 'pending') {
		return text === '' ? linesContent([line('It is empty.', 'quiet')]) : textContent(text, subject);
	}

	return linesContent([line(whyNothing(subject), 'quiet')]);
}

/** A pause in the middle of an answer is worth a word from here on. */
const telling_ms = 5000;

function silence(live: LiveText, now: number): Line {
	const waited = duration(now - live.startedAt);
	const silent = now - live.heardAt;
	const pause = silent < telling_ms ? '' : ` Nothing more for ${duration(silent)}.`;
	return live.reasoning > 0
		? line(`The model is thinking: ${tokens(live.reasoning)} characters so far, ${waited}.${pause}`, 'quiet')
		: line(`Asked; no word yet for ${waited}.`, 'quiet');
}

function questionContent(subject: Subject): Content {
	const {request, width, wraps} = subject;
	if (request?.kind !== 'question') return linesContent([]);
	const {question, show} = request.request;
	const shown = show.flatMap(({name, text}) => [
		linesContent([[], line(name, 'accent', true)]),
		textContent(text, subject),
	]);
	// A short question stands above the line already.
	const asked = wraps.of(question, width);
	const whole = asked.count() > 3 ? [wrapContent(asked)] : [];
	if (whole.length + shown.length > 0) return stack(...whole, ...shown);
	return linesContent([line('It waits for your answer.', 'quiet')]);
}

function draftContent({title, text}: {title: string; text: string}, subject: Subject): Content {
	const head = linesContent([line(makeVisible(title, {keepNewlines: false}), 'accent', true), []]);
	if (text === '') return stack(head, linesContent([line('It is empty.', 'quiet')]));
	return stack(head, textContent(text, subject));
}

/** Of a recording, what was asked then. */
function consentAsked({request, operation: {awaiting}}: Subject): ConsentSubject | null {
	if (request !== null) return request.kind === 'consent' ? request.request.subject : null;
	return awaiting?.kind === 'consent' ? awaiting.subject : null;
}

/** What came of the runs before stands below: it is why leave is asked again. */
function consentContent(asked: Subject): Content {
	const {width, wraps} = asked;
	const subject = consentAsked(asked);
	if (subject === null) return linesContent([]);
	const oneLine = (text: string) => makeVisible(text, {keepNewlines: false});
	const part = (title: string, text: string) => [
		linesContent([line(title, 'quiet')]),
		wrapContent(wraps.of(text, width)),
		linesContent([[]]),
	];
	return stack(
		...part(
			subject.kind === 'install' ? 'This would install' : 'This program would run',
			oneLine(subject.command),
		),
		...(subject.unusual
			? part('Lines that can run or fetch anything', subject.unusual.map(oneLine).join('\n'))
			: []),
		...(subject.requirements?.length
			? part('Requirements', subject.requirements.map(oneLine).join('\n'))
			: []),
		...part('In', `a copy of ${oneLine(subject.folder)}`),
		...part('Cage', cageSentence(subject)),
		iterationsContent(asked),
	);
}

/** What it is that leave is asked for. */
export const leaveFor: Record<ConsentSubject['kind'], string> = {
	run: 'to run a program',
	install: 'to install',
	command: 'to install by a command',
	network: 'to run a program that reaches the network',
};

/** What stands between the program and the machine. */
export function cageSentence({
	caged,
	cageless,
	kind,
}: Pick<ConsentSubject, 'caged' | 'cageless' | 'kind'>): string {
	if (!caged)
		return ['Without a cage: it can do all that you can do on this machine.', cageless ?? '']
			.join(' ')
			.trim();
	switch (kind) {
		case 'run':
			return 'In a cage: it sees a copy of the workspace only, and no network.';
		case 'network':
			return 'In a cage, but with the network: it can send its copy of the workspace anywhere, and reach servers on this machine.';
		case 'command':
			return 'In a cage, with the network: it sees a copy of the files, and can send that anywhere; what it makes beside them is kept for this run.';
		case 'install':
			return 'In a cage, with the network: it writes into this run’s own environment only.';
	}
}

function failureContent(subject: Subject): Content {
	const {operation, width, wraps} = subject;
	const {message, remedy} = operation.failure!;
	const text = currentText(operation);
	const iterations = iterationsContent(subject);
	const call = operation.calls.at(-1);
	const unanswered = call?.attempt === operation.attempt && call.response === null;
	const partial = partialContent((unanswered && call.failures.at(-1)?.partial) || '', subject);
	const before =
		text === undefined
			? []
			: [linesContent([line('The output before', 'quiet'), []]), textContent(text, subject)];
	// While it is decided, what is short stands in the panel below already; of a long remedy that has two rows.
	const advice = remedy ? remedyWithin(remedy) : '';
	const told = subject.opened && message.length <= width * 3 && advice.length <= width;
	const why = [
		linesContent([line('It failed', 'bad', true), []]),
		wrapContent(wraps.of(message, width)),
		...(advice === ''
			? []
			: [linesContent([[], line('What to do', 'accent', true), []]), wrapContent(wraps.of(advice, width))]),
	];
	const kept = [
		...(partial ? [partial] : []),
		...(iterations.rows > 0 ? [iterations] : []),
		...(before.length > 0 && (!told || iterations.rows === 0) ? [stack(...before)] : []),
	];
	if (told && kept.length === 0) return linesContent([line('It failed, and left nothing to read.', 'quiet')]);
	const parts = told ? kept : [stack(...why), ...kept];
	return stack(...parts.flatMap((part, index) => (index === 0 ? [part] : [linesContent([[]]), part])));
}

/** Between two answers: what the operation has done so far. */
function workContent(subject: Subject): Content {
	const {operation, held, now, over = false, printing, width, wraps} = subject;
	const lines: Line[] = [];
	const call = operation.calls.at(-1);
	const failure = call?.response === null ? call.failures.at(-1) : undefined;
	const failed = failure ? [wrapContent(wraps.of(failure.message, width))] : [];
	if (failure) lines.push([]);
	if (failure && over) lines.push(line('The run ended before it was tried again.', 'attention'));
	else if (failure && failure.retry_at !== null) {
		const paid = failure.possibly_paid ? ' What failed may have been charged.' : '';
		lines.push(line(`It is tried again in ${duration(failure.retry_at - now)}.${paid}`, 'attention'));
	}
	if (failure) lines.push([]);

	const iterations = iterationsContent(subject);
	if (held) lines.push(line('It waits for the budget to be decided.', 'attention'));
	else if (iterations.rows === 0 && !failure && !printing) lines.push(line('It runs.', 'quiet'));
	const last = call?.response;
	return stack(
		...failed,
		linesContent(lines),
		...(printing ? [printingContent(printing, subject)] : []),
		iterations,
		...(last ? [linesContent([[], line('the last answer', 'quiet'), []]), textContent(last, subject)] : []),
	);
}

function whyNothing({operation, heldBack}: Pick<Subject, 'operation' | 'heldBack'>): string {
	switch (operation.status) {
		case 'blocked':
			return `It cannot run: ${operation.because ?? 'an input'} never came.`;
		case 'skipped':
			return 'It was skipped, so it has no output.';
		case 'pending': {
			const {inputs} = operation.operation;
			if (heldBack) return 'It could begin, and is held: . begins it.';
			return inputs.length === 0 ? 'It has not begun.' : `It waits for ${inputs.join(', ')}.`;
		}

		default:
			return 'There is no output.';
	}
}
