/** Texts that would do something to a terminal, at every place of every screen where a text of others is shown. */
import chalk from 'chalk';
import {renderToString} from 'ink';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {createTheme, ThemeContext} from '../../source/ui/theme.ts';
import {foreignIn} from '../helpers/foreign-sequences.ts';
import {payloads} from '../helpers/payloads.ts';
import {type Place, placesFor, size} from './every-place.tsx';

const theme = createTheme({color: true});
const {level} = chalk;
// With the looks: they are what could be mistaken for a payload's.
beforeAll(() => {
	chalk.level = 3;
});
afterAll(() => {
	chalk.level = level;
});

/** Each payload at each place; else each at some places, and at each place some: the whole takes minutes. */
const isWhole = process.env.ORCHESTRAI_TEST_PAYLOADS === 'all';

test('No payload acts or hides at any place of any screen.', {timeout: 3_000_000}, () => {
	const all = Object.values(payloads).map(payload => `Zq${payload}`);
	const groups = Array.from({length: 3}, (_, group) => all.filter((_, index) => index % 3 === group));
	// In a row, or below each other in another order.
	const texts = isWhole
		? all
		: groups.map((some, group) => (group === 1 ? some.toReversed().join('\n') : some.join(' ')));
	let count = 0;
	const silent = new Set<string>();
	const check = (text: string, {name, node}: Place) => {
		count++;
		const frame = renderToString(<ThemeContext value={theme}>{node}</ThemeContext>, {
			columns: size.columns,
		});
		expect(foreignIn(frame), `${name}: ${JSON.stringify(text)}`).toEqual([]);
		// The first row names the run everywhere.
		if (!frame.slice(frame.indexOf('\n')).includes('Zq')) silent.add(name);
	};

	for (const [turn, text] of texts.entries()) {
		for (const [index, place] of placesFor(text).entries())
			if (isWhole || turn === index % texts.length) check(text, place);
	}
	// A key is typed unseen, and what stands beside it may be cut ahead of a payload.
	const unseen = [...(isWhole ? ['home: a key'] : []), 'tab calls of request', 'the help'];
	expect([...silent].sort()).toEqual(unseen);
	expect(count).toBeGreaterThanOrEqual(80);
	if (isWhole) console.log(`${all.length} payloads at ${count / all.length} places: ${count} frames.`);
});
