/** The top row: how the whole run stands. */
import type {ReactElement} from 'react';
import type {RunState} from '../../core/state/run-state.ts';
import {stalenessOf} from '../../core/state/staleness.ts';
import {timeAtWork} from '../../core/state/time-at-work.ts';
import {countAtWork} from '../run/at-work.ts';
import {nextStep} from '../run/held-back.ts';
import {clockFace, spent, spentInWords, tokens} from '../text/figures.ts';
import {type Line, type Span, spread, widthOfLine} from '../text/line.ts';
import {UntrustedLine} from '../text/untrusted.tsx';
import {cutMiddle} from '../text/width.ts';
import {type Theme, type Tone, useTheme} from '../theme.ts';

type StateLineProps = {
	state: RunState;
	/** How many requests wait for the person; in a recording: waited then. */
	waiting: number;
	/** What is shown is a recording of the run, or a run that another process goes on with. */
	replay: 'replay' | 'following' | null;
	/** How many operations wait for a budget. */
	held: number;
	/** A step begins it if the run waits before it. */
	selected: string | null;
	/** The model's label, or null. */
	model: string | null;
	recorded: boolean;
	now: number;
	frame: number;
	width: number;
};

export function StateLine(props: StateLineProps): ReactElement {
	return <UntrustedLine spans={stateLine(props, useTheme())} />;
}

/** Words go first where there is no room for them, figures never. */
function stateLine(props: StateLineProps, theme: Theme): Line {
	if (theme.spoken) return spokenState(props);
	const {state, model, recorded, replay, width} = props;
	const name = state.pipeline.name || 'a run';
	const word = replay?.toUpperCase() ?? (recorded ? 'RECORDED' : null);
	const banner: Span[] =
		word === null ? [] : [{text: `  ${theme.glyphs.recorded} ${word}`, tone: 'recorded', bold: true}];
	const left: Line = [
		{text: ' OrchestrAI', tone: 'accent', bold: true},
		{text: `  ${name}`, bold: true},
		...banner,
	];
	const withOrigin: Line = [...left, ...originOf(state)];
	const withModel: Line =
		model && !recorded ? [...withOrigin, {text: `  ${model}`, tone: 'quiet'}] : withOrigin;
	const short: Line = [{text: ` ${name}`, bold: true}, ...banner];
	const long = figures(props, theme, true);
	const brief = figures(props, theme, false);
	const fits = (one: Line, other: Line) => widthOfLine(one) + widthOfLine(other) + 2 <= width;
	if (fits(withModel, long)) return spread(withModel, long, width);
	if (fits(withOrigin, long)) return spread(withOrigin, long, width);
	if (fits(left, long)) return spread(left, long, width);
	return spread(fits(left, brief) ? left : short, brief, width);
}

/** What changes by itself is left out: figures are in the summary at the end, and behind `i`. */
function spokenState({state, waiting, replay, recorded, held, selected}: StateLineProps): Line {
	const {counts, operations} = state;
	const status = statusOf(state, nextStep(state, selected), true);
	const running = countAtWork(state) - held;
	const stale = stalenessOf(state).size;
	const parts = [
		`OrchestrAI, ${state.pipeline.name || 'a run'}`,
		replay ?? (recorded ? 'recorded' : null),
		status?.word ?? null,
		running > 0 ? `${running} running` : null,
		waiting > 0 ? `${waiting} ${replay ? 'to decide' : 'for you'}` : null,
		counts.failed > 0 ? `${counts.failed} failed` : null,
		stale > 0 ? `${stale} stale` : null,
		`${counts.done} of ${operations.size} done`,
	];
	return [{text: parts.filter(part => part !== null).join(', ')}];
}

/** The run that it goes back to. */
function originOf({origin}: RunState): Line {
	if (origin === null) return [];
	const word = origin.kind === 'fork' ? 'fork of' : 'continues';
	// Of a run's id the time tells most.
	const [time] = /^\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d/.exec(origin.run_id) ?? [];
	return [{text: `  ${word} ${time ?? cutMiddle(origin.run_id, longestName)}`, tone: 'quiet'}];
}

function figures(
	{state, waiting, replay, held, selected, now, frame}: StateLineProps,
	{glyphs}: Theme,
	words: boolean,
): Line {
	const {counts, money} = state;
	const parts: Span[] = [];
	const add = (glyph: string, figure: string, word: string, tone: Tone) =>
		parts.push({
			text: `${glyph}${figure === '' ? '' : ` ${figure}`}${words && word ? ` ${word}` : ''}`,
			tone,
		});
	const status = statusOf(state, nextStep(state, selected), words);
	if (status) parts.push({text: status.word, tone: status.tone, bold: true});
	const running = countAtWork(state) - held;
	if (running > 0) add(glyphs.spinner[frame % glyphs.spinner.length]!, String(running), 'running', 'running');

	if (waiting > 0) add(glyphs.review, String(waiting), replay ? 'to decide' : 'for you', 'attention');
	if (counts.failed > 0) add(glyphs.failed, String(counts.failed), 'failed', 'bad');
	const stale = stalenessOf(state).size;
	if (stale > 0) add(glyphs.stale, String(stale), 'stale', 'attention');
	add(glyphs.done, `${counts.done}/${state.operations.size}`, '', 'good');
	parts.push({text: `${tokens(money.input_tokens + money.output_tokens)} tok`});
	parts.push({text: words ? spentInWords(money) : spent(money)});
	parts.push({text: clockFace(state.startedAt === 0 ? 0 : timeAtWork(state, now))});
	return parts
		.flatMap((part, index) => (index === 0 ? [part] : [{text: words ? '   ' : '  '}, part]))
		.concat({text: ' '});
}

/** Longer names are cut: they are there to be recognised. */
const longestName = 24;

/** A word for what is not simply running. `next`: what a step begins. */
function statusOf(state: RunState, next: string | null, words: boolean): {word: string; tone: Tone} | null {
	switch (state.status) {
		case 'empty':
			return {word: 'starting', tone: 'quiet'};
		case 'running':
			return state.paused || state.stepping || next !== null
				? {word: `${holdWord(state)}${words ? stepWords(next) : ''}`, tone: 'attention'}
				: null;
		case 'done':
			return {word: 'done', tone: state.counts.skipped + state.counts.blocked > 0 ? 'attention' : 'good'};
		case 'failed':
			return {word: 'failed', tone: 'bad'};
		case 'stopped':
			return {word: 'stopped', tone: 'attention'};
		case 'budget':
			return {word: 'budget reached', tone: 'attention'};
		case 'waiting':
			return {word: 'waits for you', tone: 'attention'};
	}
}

function holdWord({paused, stepping}: RunState): string {
	if (paused) return 'paused';
	return stepping ? 'stepping' : 'held';
}

function stepWords(next: string | null): string {
	return next === null ? '' : `: . begins ${cutMiddle(next, longestName)}`;
}
