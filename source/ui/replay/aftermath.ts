/** The panel of what waited for the person at a moment of a recording: what it was, and what they did about it. */
import type {EventOf, RunEvent} from '../../core/events.ts';
import type {Playback, Recording} from '../../core/playback/playback.ts';
import type {OperationState} from '../../core/state/run-state.ts';
import {makeVisible} from '../../core/visible.ts';
import {courseTaken} from '../content/directions.ts';
import {leaveFor} from '../content/output.ts';
import type {Decision} from '../run/decision.ts';
import {duration, plural} from '../text/figures.ts';
import type {Line} from '../text/line.ts';
import {paragraph} from '../text/paragraph.ts';
import type {Theme, Tone} from '../theme.ts';
import {awaits} from './awaited.ts';

type Answer = EventOf<
	| 'review-decided'
	| 'question-answered'
	| 'draft-decided'
	| 'consent-given'
	| 'consent-refused'
	| 'direction-given'
>;
type AnswerType = Answer['type'];

type Asked = {
	/** The title while it still waits, and once it is settled. */
	now: string;
	past: string;
	tone: Tone;
	/** What was asked. */
	rows: Line[];
	/** What asked for it, and what settled it. */
	by: readonly RunEvent['type'][];
	settledBy: readonly AnswerType[];
};

/** Null where nothing of the operation waited then. `height`: the most it may take. */
export function aftermathOf(
	playback: Playback,
	operation: OperationState | undefined,
	width: number,
	height: number,
	theme: Theme,
): Decision | null {
	if (!operation || !awaits(operation)) return null;
	const {recording} = playback;
	const {now, past, tone, rows, by, settledBy} = askedOf(operation, width, Math.max(1, height - 2), theme);
	const {output_name} = operation.operation;
	const {actions} = playback.moment();
	const asked = findBehind(recording, actions, output_name, by);
	const settled = findAhead(recording, actions, output_name, settledBy);
	const answer = settled === null ? null : read(recording, settled);
	const left = Math.max(1, height - rows.length);
	if (settled === null || answer === null) {
		const waits = recording.growing();
		const sentence = waits
			? 'It waits for the person at the other terminal.'
			: 'The recording ends before that was decided.';
		return {title: waits ? now : past, tone, rows: [...rows, ...paragraph(sentence, width, left, 'quiet')]};
	}

	const later =
		asked === null ? '' : ` ${duration(recording.glance(settled).at - recording.glance(asked).at)} later`;
	const {sentence, text} = toldOf(answer, later);
	const told = paragraph(sentence, width, left, 'accent');
	const words = text === '' ? [] : paragraph(text, width, Math.max(0, left - told.length));
	return {title: past, tone, rows: [...rows, ...told, ...words]};
}

function askedOf(operation: OperationState, width: number, most: number, {glyphs}: Theme): Asked {
	const {status, awaiting, failure, variants} = operation;
	const {output_name} = operation.operation;
	if (status === 'failed') {
		return {
			now: `${glyphs.failed} ${output_name} failed`,
			past: `${glyphs.failed} ${output_name} failed`,
			tone: 'bad',
			rows: paragraph(failure?.message ?? '', width, Math.min(3, most), 'bad'),
			by: ['module-failed', 'review-requested'],
			settledBy: ['review-decided'],
		};
	}

	if (awaiting?.kind === 'question') {
		return {
			now: `${glyphs.review} ${output_name} asks`,
			past: `${glyphs.review} ${output_name} asked`,
			tone: 'attention',
			rows: paragraph(awaiting.question, width, Math.min(3, most)),
			by: ['question-asked'],
			settledBy: ['question-answered'],
		};
	}

	if (awaiting?.kind === 'draft') {
		const title = makeVisible(awaiting.title, {keepNewlines: false});
		return {
			now: `${glyphs.review} ${title} of ${output_name} is to review`,
			past: `${glyphs.review} ${title} of ${output_name} was to review`,
			tone: 'attention',
			rows: [],
			by: ['draft-shown'],
			settledBy: ['draft-decided'],
		};
	}

	if (awaiting?.kind === 'consent') {
		const {kind, command} = awaiting.subject;
		const what = leaveFor[kind];
		return {
			now: `${glyphs.review} ${output_name} asks leave ${what}`,
			past: `${glyphs.review} ${output_name} asked leave ${what}`,
			tone: 'attention',
			rows: paragraph(makeVisible(command, {keepNewlines: false}), width, Math.min(3, most)),
			by: ['consent-asked'],
			settledBy: ['consent-given', 'consent-refused'],
		};
	}

	if (awaiting?.kind === 'direction') {
		return {
			now: `${glyphs.review} ${output_name} asks how to go on`,
			past: `${glyphs.review} ${output_name} asked how to go on`,
			tone: 'attention',
			rows: paragraph(awaiting.message, width, Math.min(3, most)),
			by: ['direction-asked'],
			settledBy: ['direction-given'],
		};
	}

	const several = (variants?.versions.length ?? 0) > 1 ? `: ${variants!.versions.length} variants` : '';
	return {
		now: `${glyphs.review} ${output_name} is to review${several}`,
		past: `${glyphs.review} ${output_name} was to review${several}`,
		tone: 'attention',
		rows: [],
		by: ['module-finished', 'review-requested'],
		settledBy: ['review-decided'],
	};
}

/** What was decided, and the words that went with it. `later`: how long after it was asked. */
function toldOf(answer: Answer, later: string): {sentence: string; text: string} {
	const text = answer.response ?? '';
	switch (answer.type) {
		case 'question-answered':
			return answer.declined
				? {sentence: `Nothing more was wanted${comma(later)}.`, text: ''}
				: {sentence: `The answer,${later || ' then'}:`, text: text === '' ? '(empty)' : text};
		case 'draft-decided':
			return draftDecided(answer, later);
		case 'consent-given': {
			const lasts = answer.lasts === 'once' ? 'once' : 'for the rest of the run';
			return {sentence: `Allowed ${lasts}${comma(later)}.`, text: ''};
		}
		case 'consent-refused':
			return {sentence: `Refused${comma(later)}.`, text: answer.reason};
		case 'direction-given':
			return {sentence: `${courseTaken(answer)}${comma(later)}.`, text: answer.course === 'edit' ? '' : text};
		case 'review-decided':
			return decided(answer, later);
	}
}

function draftDecided(
	{decision, by, feedback, rest}: EventOf<'draft-decided'>,
	later: string,
): {sentence: string; text: string} {
	const who = by === 'person' ? ' by the person' : ' without being asked about';
	switch (decision) {
		case 'approve':
			return {
				sentence: `Approved${who}${rest ? ', and the rest of the run' : ''}${comma(later)}.`,
				text: '',
			};
		case 'edit':
			return {sentence: `Edited${who}${comma(later)}.`, text: ''};
		case 'redo':
			return {sentence: `Sent back${who}${comma(later)}${feedback ? ':' : '.'}`, text: feedback ?? ''};
	}
}

function decided(
	{decision, by, feedback, version, count, rest, model}: EventOf<'review-decided'>,
	later: string,
): {sentence: string; text: string} {
	const who = by === 'person' ? ' by the person' : ' without being asked about';
	const withModel = model === null ? '' : ` with ${model}`;
	const words = feedback ?? '';
	const told = words === '' ? '.' : ':';
	switch (decision) {
		case 'approve': {
			const which = version === undefined ? '' : `, v${version} of them`;
			return {
				sentence: `Approved${who}${which}${rest ? ', and the rest of the run' : ''}${comma(later)}.`,
				text: '',
			};
		}
		case 'edit':
			return {sentence: `Edited${who}${later}: that is v${version ?? '?'}.`, text: ''};
		case 'write':
			return {sentence: `Written by hand${later}.`, text: ''};
		case 'redo':
			return {sentence: `Sent back${who} to be redone${withModel}${comma(later)}${told}`, text: words};
		case 'retry':
			return {sentence: `Tried again${withModel}${comma(later)}${told}`, text: words};
		case 'variants':
			return {sentence: `${plural(count ?? 0, 'variant')} were asked for${comma(later)}.`, text: ''};
		case 'skip':
			return {sentence: `Skipped${comma(later)}.`, text: ''};
		case 'stop':
			return {sentence: `The run was stopped here${comma(later)}.`, text: ''};
	}
}

function comma(later: string): string {
	return later === '' ? '' : `,${later}`;
}

function findBehind(
	recording: Recording,
	actions: number,
	output_name: string,
	types: readonly RunEvent['type'][],
): number | null {
	for (let index = actions - 1; index >= 0; index--) {
		const glance = recording.glance(index);
		if (glance.output_name === output_name && types.includes(glance.type)) return index;
	}

	return null;
}

function findAhead(
	recording: Recording,
	actions: number,
	output_name: string,
	types: readonly RunEvent['type'][],
): number | null {
	for (let index = actions; index < recording.count(); index++) {
		const glance = recording.glance(index);
		if (glance.output_name === output_name && types.includes(glance.type)) return index;
	}

	return null;
}

/** Null when it cannot be read: the bar says so when the recording gets there. */
function read(recording: Recording, index: number): Answer | null {
	try {
		return recording.at(index) as Answer;
	} catch {
		return null;
	}
}
