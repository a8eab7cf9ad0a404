/** What changed, and what adopting it leads to, a row each. */
import type {Outcome} from '../../core/adoption/foresee-adoption.ts';
import {dollars, duration} from '../text/figures.ts';
import {type Line, line, type Span, spread} from '../text/line.ts';
import {pad, widthOf} from '../text/width.ts';
import type {Glyphs, Theme, Tone} from '../theme.ts';
import type {ChangePage} from './page.ts';

export function changeRows({changes}: ChangePage, width: number, {glyphs}: Theme): Line[] {
	const {added, removed, changed, reordered, budget, modules} = changes;
	const rows: {mark: Span; name: string; says: string}[] = [
		...added.map(name => ({mark: mark('+', 'added'), name, says: 'added'})),
		...removed.map(name => ({mark: mark('-', 'removed'), name, says: 'removed'})),
		...changed.map(({output_name, keys}) => ({
			mark: mark(glyphs.edited, 'attention'),
			name: output_name,
			says: keys.join(', '),
		})),
		...modules.map(name => ({
			mark: mark(glyphs.edited, 'attention'),
			name,
			says: 'the module’s code: whatever is still to be made is made by the new',
		})),
		...(budget ? [{mark: mark(glyphs.edited, 'attention'), name: 'budget', says: 'of the pipeline'}] : []),
		...(reordered
			? [{mark: mark(glyphs.edited, 'attention'), name: 'order', says: 'of the operations'}]
			: []),
	];
	const names = columnOf(
		rows.map(({name}) => name),
		width,
	);
	return rows.map(({mark, name, says}) => [
		mark,
		{text: pad(name, names), bold: true},
		{text: `  ${says}`, tone: 'quiet'},
	]);
}

export function adoptingRows({adopting, changes}: ChangePage, width: number, theme: Theme): Line[] {
	if ('cannot' in adopting)
		return adopting.cannot
			.split('\n')
			.filter(text => text.trim() !== '')
			.map(text => line(text, 'attention'));
	const {outcomes} = adopting;
	const names = columnOf(
		outcomes.map(({output_name}) => output_name),
		width,
	);
	const notes = [
		...(changes.removed.length > 0 ? ['What is removed is not shown any more; the log keeps it.'] : []),
		...(outcomes.length === 0 ? ['No finished output has to be made again.'] : []),
	];
	return [
		...outcomes.map(outcome => outcomeRow(outcome, names, width, theme)),
		...sumRow(outcomes, width),
		...notes.map(note => line(note, 'quiet')),
	];
}

function outcomeRow(outcome: Outcome, names: number, width: number, {glyphs}: Theme): Line {
	const {output_name, effect} = outcome;
	const looks: Record<
		Outcome['effect'],
		{glyph: keyof Glyphs & ('stale' | 'pinned'); tone: Tone; words: string}
	> = {
		anew: {glyph: 'stale', tone: 'attention', words: 'is made anew'},
		perhaps: {glyph: 'stale', tone: 'quiet', words: 'so too, if what it is made from comes out otherwise'},
		pinned: {glyph: 'pinned', tone: 'accent', words: 'pinned: stays as it is'},
	};
	const {glyph, tone, words} = looks[effect];
	return spread(
		[mark(glyphs[glyph], tone), {text: pad(output_name, names)}, {text: `  ${words}`, tone}],
		line(effect === 'pinned' ? '' : figures(outcome.last_usd, outcome.last_ms), 'quiet'),
		width,
	);
}

/** What it comes to, as far as that is known from the last time. */
function sumRow(outcomes: readonly Outcome[], width: number): Line[] {
	const again = outcomes.filter(({effect}) => effect !== 'pinned');
	if (again.length === 0) return [];
	const usd = again.map(({last_usd}) => last_usd);
	const known = usd.filter(cost => cost !== null);
	const sum = known.reduce((all, cost) => all + cost, 0);
	const cost = known.length === 0 ? '$?' : `${dollars(sum)}${known.length < usd.length ? '+?' : ''}`;
	const most = again.some(({effect}) => effect === 'perhaps')
		? 'Up to, as it was last time'
		: 'Together, as it was last time';
	return [spread([{text: `  ${most}`, bold: true}], [{text: `${cost}${' '.repeat(8)}`, bold: true}], width)];
}

function figures(usd: number | null, ms: number | null): string {
	return `${usd === null ? '$?' : dollars(usd)}${pad(ms === null ? '?' : duration(ms), 8, 'left')}`;
}

function mark(glyph: string, tone: Tone): Span {
	return {text: `${glyph} `, tone};
}

function columnOf(names: readonly string[], width: number): number {
	return Math.min(Math.floor(width / 2.5), Math.max(0, ...names.map(widthOf)));
}
