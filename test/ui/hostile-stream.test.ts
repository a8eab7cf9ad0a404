/** Texts that would do something to a terminal, come in two pieces, whatever place they are cut at. */
import {expect, test} from 'vitest';
import type {RunView} from '../../source/core/store.ts';
import {createWraps} from '../../source/ui/content/wraps.ts';
import {paint} from '../../source/ui/text/paint.ts';
import {createTheme} from '../../source/ui/theme.ts';
import {foreignIn} from '../helpers/foreign-sequences.ts';
import {payloads} from '../helpers/payloads.ts';
import {aRun} from './a-run.ts';

const isWhole = process.env.ORCHESTRAI_TEST_PAYLOADS === 'all';
const theme = createTheme({color: false});
const width = 40;

/** What is shown of an answer that came in these pieces, raw and rendered; a frame was drawn after each. */
function shown(pieces: readonly string[]): {raw: string[]; rendered: string[]} {
	const run = aRun();
	const view: RunView = run;
	const wraps = createWraps();
	const rows = {raw: [] as string[], rendered: [] as string[]};
	const of = {output_name: 'plan', attempt: 1};
	run.begin('plan', 'code_planner');
	run.beginText(of, 1);
	for (const text of pieces) {
		run.pushText(of, text);
		const live = view.live('plan')!;
		const raw = wraps.live(live, width);
		const rendered = wraps.renderedLive(live, width, theme.glyphs);
		rows.raw = Array.from({length: raw.count()}, (_, index) => paint([{text: raw.row(index)}], theme));
		rows.rendered = Array.from({length: rendered.rows()}, (_, index) => paint(rendered.row(index), theme));
		expect(foreignIn([...rows.raw, ...rows.rendered].join('\n')), JSON.stringify(pieces)).toEqual([]);
	}

	return rows;
}

test('Cut at any unit, nothing acts or hides, before the second piece came and after.', {
	timeout: 3_000_000,
}, () => {
	let cuts = 0;
	for (const payload of Object.values(payloads)) {
		const text = `Zq ${payload} \`Zq\``;
		const step = isWhole || text.length < 40 ? 1 : text.length < 200 ? 5 : 41;
		for (let at = 1; at < text.length; at += step) {
			cuts++;
			const {raw} = shown([text.slice(0, at), text.slice(at)]);
			expect(raw[0]).toMatch(/^Zq/);
		}
	}

	expect(cuts).toBeGreaterThan(1000);
	if (isWhole) console.log(`${cuts} places at which a text was cut.`);
});

test('Characters, emoji and line ends that were cut look as if they had come whole.', () => {
	const text = 'Naïve 漢字, 👩🏽‍🚀 und 🏳️‍🌈 ❤️\r\nzwei 👩‍👩‍👧‍👦 x ';
	const whole = shown([text]);
	expect(whole.raw.join()).not.toContain('⟨');
	for (let at = 1; at < text.length; at++) expect(shown([text.slice(0, at), text.slice(at)])).toEqual(whole);
	expect(shown([...text])).toEqual(whole);
});
