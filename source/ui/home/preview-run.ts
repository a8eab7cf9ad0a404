/** The preview of a past run: how each operation stands, what it was asked, what it made, how it ended. */
import type {OperationState, RunState} from '../../core/state/run-state.ts';
import {stalenessOf} from '../../core/state/staleness.ts';
import {timeAtWork} from '../../core/state/time-at-work.ts';
import {makeVisible} from '../../core/visible.ts';
import type {Card} from '../graph/cards.ts';
import {howToRun} from '../run/how-to-run.ts';
import {type Look, lookOf, timeOf} from '../run/look.ts';
import {age, duration, plural, recordedShare, spentInWords, tokens} from '../text/figures.ts';
import type {Line, Span} from '../text/line.ts';
import type {Theme} from '../theme.ts';
import {graphRows} from './graph-rows.ts';
import type {RunEntry, RunPreview} from './offers.ts';
import {around, fact, joined, listNames, paragraph, type Room} from './preview.ts';
import {standingOf, statusSpans} from './rows.ts';

export function previewRun(entry: RunEntry, preview: RunPreview | null, now: number, room: Room): Line[] {
	if (entry.problem !== null) {
		return [...paragraph(entry.problem, room, 'bad', 6), [], ...fact('folder', entry.folder, room)];
	}

	if (preview === null)
		return [headline(entry, null, now, room), [], ...paragraph('reading its log', room, 'quiet')];
	if ('problem' in preview) {
		return [
			headline(entry, null, now, room),
			[],
			...paragraph(preview.problem, room, 'quiet', 3),
			...fact('folder', entry.folder, room),
			...next(entry, room),
		];
	}

	const request = requestOf(preview);
	return around(
		[
			headline(entry, preview, now, room),
			...(request === null ? [] : fact('request', request, room, {}, room.height > 14 ? 3 : 1)),
		],
		height => runGraph(preview, entry, now, {...room, height}),
		[
			...ending(preview, entry, room),
			...kin(preview, room),
			...made(preview, entry, room),
			...next(entry, room),
		],
		room,
	);
}

function headline(entry: RunEntry, state: RunState | null, now: number, room: Room): Line {
	const {glyph, word} = statusSpans(entry, room.theme);
	const where = standingOf(entry);
	const recorded = state && recordedShare(state.money);
	const parts: Span[] = [
		{...word, text: `${glyph.text} ${word.text}${where === '' ? '' : `: ${where}`}`, bold: true},
		...(state ? [{text: `${state.counts.done}/${state.operations.size} done`}] : []),
		...(state
			? [
					{
						text: `${spentInWords(state.money)}${recorded === null ? '' : ` (${recorded})`}`,
						tone: 'quiet' as const,
					},
					{
						text: `${tokens(state.money.input_tokens + state.money.output_tokens)} tok`,
						tone: 'quiet' as const,
					},
				]
			: []),
		{text: age(now - entry.startedAt), tone: 'quiet'},
		...(state ? [{text: duration(timeAtWork(state, state.at)), tone: 'quiet' as const}] : []),
	];
	return joined(parts, room, '   ');
}

/** What the run was told to do: by a flag, or by what the person answered first. */
function requestOf(state: RunState): string | null {
	if (state.request?.trim()) return state.request.trim();
	for (const {operation, versions, current} of state.operations.values()) {
		if (operation.module !== 'start_module') continue;
		return versions[current - 1]?.text.trim() || null;
	}
	return null;
}

function runGraph(state: RunState, entry: RunEntry, now: number, room: Room): Line[] {
	const stale = stalenessOf(state);
	const looks = new Map(
		[...state.operations].map(([name, one]) => [name, pastLook(one, stale.has(name), entry, room.theme)]),
	);
	const cards = new Map(
		[...state.operations].map(([name, one]): [string, Card] => [name, cardOf(one, looks.get(name)!, now)]),
	);
	return graphRows(
		[...state.operations.values()].map(({operation}) => operation),
		id => cards.get(id)!,
		id => looks.get(id)?.tone ?? 'plain',
		room,
	);
}

/** Of a run that nobody is at, nothing is running. */
function pastLook(operation: OperationState, stale: boolean, {status}: RunEntry, theme: Theme): Look {
	const look = lookOf(operation, {live: null, printing: null, held: false, stale}, theme, 0);
	if (operation.status !== 'running' || status === 'running' || operation.awaiting !== null) return look;
	return {glyph: theme.glyphs.pending, tone: 'attention', word: 'interrupted'};
}

function cardOf(one: OperationState, look: Look, now: number): Card {
	const taken = one.status === 'running' ? null : timeOf(one, now);
	const quiet = one.status === 'pending' || one.status === 'blocked' || one.status === 'skipped';
	return {
		mark: {text: look.glyph, tone: look.tone},
		name: {
			text: makeVisible(one.operation.output_name, {keepNewlines: false}),
			...(quiet ? {tone: 'quiet' as const} : {}),
		},
		details: [
			[
				{text: look.word, tone: look.tone},
				...(taken === null ? [] : [{text: ` ${duration(taken)}`, tone: 'quiet' as const}]),
			],
		],
	};
}

/** What it ended with, and what failed. */
function ending(state: RunState, {status}: RunEntry, room: Room): Line[] {
	const failures = [...state.operations.values()].flatMap(({operation, failure, status}) =>
		failure && status === 'failed' ? [`${operation.output_name}: ${failure.message}`] : [],
	);
	const rows: Line[] = [];
	// What a run waits for stands in its first row, and what failed in the next ones.
	const told = failures.some(failure => state.message !== null && failure.includes(state.message));
	if (state.message !== null && !told && status !== 'done' && status !== 'waiting')
		rows.push(...fact('ended', state.message, room, {tone: 'attention'}, 2));
	for (const failure of failures.slice(0, 2)) rows.push(...fact('failed', failure, room, {tone: 'bad'}, 2));
	return rows;
}

/** The run that it goes back to, and those that go back to it. */
function kin({origin, children}: RunState, room: Room): Line[] {
	const ids = (continues: boolean) =>
		children.filter(child => child.continues === continues).map(({run_id}) => run_id);
	const row = (label: string, names: readonly string[]) =>
		names.length === 0 ? [] : fact(label, listNames(names, 3), room, {}, 2);
	return [
		...(origin ? row(origin.kind === 'fork' ? 'fork of' : 'continues', [origin.run_id]) : []),
		...row('forked by', ids(false)),
		...row('continued', ids(true)),
	];
}

function made(state: RunState, {folder}: RunEntry, room: Room): Line[] {
	const files = Object.keys(state.workspace);
	const run = howToRun(state, folder);
	return [
		...(files.length > 0
			? fact('made', `${plural(files.length, 'file')}: ${listNames(files, 8)}`, room, {}, 2)
			: []),
		...(run === null ? [] : fact('run it', run, room, {}, 2)),
		...fact('folder', folder, room, {}, 2),
	];
}

function next({status, open}: RunEntry, room: Room): Line[] {
	const words: Partial<Record<RunEntry['status'], string>> = {
		done: 'opens it: read, compare, edit or rerun what it made. By opening it nothing is asked or paid. f forks it, c continues its program with a new request.',
		running: 'Another terminal is at it.',
		reading: '',
	};
	const text =
		open && status !== 'running'
			? 'shows it: another terminal has it open.'
			: (words[status] ?? 'goes on where it stopped: what is done is not asked or paid again.');
	return text === '' ? [] : fact(status === 'running' ? '' : 'Enter', text, room, {tone: 'quiet'}, 2);
}
