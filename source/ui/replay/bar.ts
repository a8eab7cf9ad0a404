/** The bar of a replay: where it stands, what happened last, and how fast it goes. */
import type {Glance, Moment} from '../../core/playback/playback.ts';
import {clockFace, duration} from '../text/figures.ts';
import {type Line, line, type Span, widthOfLine} from '../text/line.ts';
import {cutMiddle, pad, widthOf} from '../text/width.ts';
import type {Theme, Tone} from '../theme.ts';
import {cellAt, type MarkKind, type Marks} from './marks.ts';
import {wordsFor} from './words.ts';

export type BarSubject = {
	moment: Moment;
	/** The last event; null before any. */
	happened: Glance | null;
	marks: Marks;
};

/** Nothing in it changes its place while it plays. */
export function replayBar({moment, happened, marks}: BarSubject, width: number, theme: Theme): Line {
	if (theme.spoken) return spokenBar(moment, happened);
	const {glyphs} = theme;
	const state: Span = {
		text: ` ${pad(glyphs[glyphFor(moment)], widthOf(glyphs.paused))} `,
		tone: 'accent',
		bold: true,
	};
	const figures = figuresOf(moment, theme);
	const room = width - widthOfLine([state, ...figures]) - 1;
	const told = toldRoom(width);
	const track = room - told - (told > 0 ? 2 : 0);
	// Without room for both, what has to be said goes before where it stands.
	if (told === 0 && mustSay(moment)) return [state, ...tell(moment, happened, room, theme), ...figures];
	return [
		state,
		...(told > 0 ? [...tell(moment, happened, told, theme), {text: '  '}] : []),
		...trackOf(moment, marks.cells(Math.max(1, track)), theme),
		...figures,
	];
}

/** What happened, and where among all; how fast it goes is told while it goes. */
function spokenBar(moment: Moment, happened: Glance | null): Line {
	const {actions, count, speed, following, problem} = moment;
	const {name, what} =
		happened === null ? {name: null, what: 'nothing has happened yet'} : wordsFor(happened);
	const state = {
		playing: following ? 'following' : `playing at ${speed} times`,
		paused: 'paused',
		ended: 'at the end',
	};
	return line(
		[
			problem !== null && actions >= count
				? 'it cannot be read further'
				: [name, what].filter(Boolean).join(' '),
			`${actions} of ${count}`,
			state[glyphFor(moment)],
		].join(', '),
	);
}

/** Cells for what happened last. */
function toldRoom(width: number): number {
	if (width >= 120) return 32;
	if (width >= 100) return 28;
	return width >= 76 ? 24 : 0;
}

function glyphFor({playing, following, actions, count}: Moment): 'playing' | 'paused' | 'ended' {
	if (playing) return 'playing';
	return actions >= count && !following ? 'ended' : 'paused';
}

function figuresOf({actions, count, played_ms, length_ms, speed, following}: Moment, {glyphs}: Theme): Line {
	const all = String(count);
	const length = clockFace(length_ms);
	return [
		{text: `  ${String(actions).padStart(all.length)}/${all}`, tone: 'quiet'},
		{text: `  ${clockFace(played_ms).padStart(length.length)}`},
		{text: `/${length}`, tone: 'quiet'},
		following
			? {text: '  following', tone: 'good', bold: true}
			: {text: `  ${`${speed}${glyphs.times}`.padStart(4)}`, tone: speed === 1 ? 'quiet' : 'accent'},
	];
}

/** Null unless a wait is played now: whoever steps wants to know what happened before it. */
function waitOf({shortened_ms, playing}: Moment): number | null {
	return playing ? shortened_ms : null;
}

function mustSay(moment: Moment): boolean {
	return waitOf(moment) !== null || moment.problem !== null;
}

/** In exactly `room` cells. */
function tell(moment: Moment, happened: Glance | null, room: number, {glyphs}: Theme): Line {
	const fill = (text: string, tone: Tone) => [...line(pad(text, room), tone)];
	const {problem, actions, count} = moment;
	const wait = waitOf(moment);
	if (problem !== null && actions >= count) return fill('it cannot be read further', 'bad');
	if (wait !== null) return fill(`wait of ${duration(wait)} shortened`, 'attention');
	if (happened === null) return fill('', 'quiet');
	const {name, what} = wordsFor(happened);
	if (name === null) return fill(what, 'quiet');
	const cut = cutMiddle(name, Math.max(3, room - widthOf(what) - 1), glyphs.ellipsis);
	const rest = Math.max(0, room - widthOf(cut));
	return [{text: cut}, {text: pad(` ${what}`, rest), tone: 'quiet'}];
}

function trackOf({played_ms, length_ms}: Moment, cells: readonly (MarkKind | null)[], {glyphs}: Theme): Line {
	const head = cellAt(played_ms, length_ms, cells.length);
	const spans: Span[] = [];
	const add = (text: string, tone: Tone, bold = false) => {
		const last = spans.at(-1);
		if (last && last.tone === tone && last.bold === bold) last.text += text;
		else spans.push({text, tone, bold});
	};
	for (const [cell, kind] of cells.entries()) {
		const behind = cell < head;
		if (cell === head) add(glyphs.trackHead, 'accent', true);
		else if (kind === null) add(behind ? glyphs.trackBehind : glyphs.trackAhead, behind ? 'accent' : 'quiet');
		else if (kind === 'began')
			add(behind ? glyphs.beganBehind : glyphs.beganAhead, behind ? 'accent' : 'quiet');
		else add(glyphs[markGlyphs[kind]], markTones[kind]);
	}

	return spans;
}

const markGlyphs = {failed: 'failed', review: 'review', iteration: 'iteration'} as const;
const markTones = {failed: 'bad', review: 'attention', iteration: 'recorded'} as const;
