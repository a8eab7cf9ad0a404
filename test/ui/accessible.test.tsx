/** Every place of every screen for those who have no Unicode, no colours, or no eyes on it. */
import {stripVTControlCharacters} from 'node:util';
import {render, renderToString} from 'ink';
import type {ReactElement} from 'react';
import {expect, test} from 'vitest';
import {plainMarks} from '../../source/core/ascii.ts';
import {firstHome} from '../../source/ui/home/home.ts';
import {HomeScreen} from '../../source/ui/screens/home-screen.tsx';
import {keysMark, selectedMark} from '../../source/ui/spoken/marks.ts';
import {createNarrator} from '../../source/ui/spoken/narrator.ts';
import {UntrustedLine} from '../../source/ui/text/untrusted.tsx';
import {createTheme, type Theme, ThemeContext} from '../../source/ui/theme.ts';
import {placesFor, size} from './every-place.tsx';
import {now, offers, pipeline} from './home/offers.ts';

const words = 'Some plain words';

function frameOf(node: ReactElement, theme: Theme): string {
	return stripVTControlCharacters(
		renderToString(<ThemeContext value={theme}>{node}</ThemeContext>, {columns: size.columns}),
	);
}

/** What somebody hears who comes to this screen. */
function heardOf(node: ReactElement): string[] {
	const theme = createTheme({spoken: true});
	const frames: string[] = [];
	const stdout = {
		columns: 80,
		rows: 40,
		write(text: string) {
			if (!text.includes('\u001B')) frames.push(text);
			return true;
		},
		on: () => stdout,
		off: () => stdout,
	} as unknown as NodeJS.WriteStream;
	const {unmount} = render(<ThemeContext value={theme}>{node}</ThemeContext>, {
		stdout,
		isScreenReaderEnabled: true,
		debug: true,
		patchConsole: false,
	});
	const heard = createNarrator(() => 1000).tell(frames[0] ?? '');
	unmount();
	return heard.split('\n');
}

test('In ASCII nothing else is drawn at any place of any screen', () => {
	const theme = createTheme({unicode: false});
	const places = placesFor(words, theme);
	const others = places.flatMap(({name, node}) => {
		const found = frameOf(node, theme).match(/[^\n\x20-\x7E]/g);
		return found === null ? [] : [`${name}: ${[...new Set(found)].join(' ')}`];
	});
	expect(others).toEqual([]);
	expect(places.length).toBeGreaterThanOrEqual(80);
});

test('In ASCII no state looks like another, nor like a corner of a frame or the key of the help', () => {
	const {glyphs, frame} = createTheme({unicode: false});
	const {pending, review, done, edited, failed, blocked, recorded, stale, pinned, held, breakpoint, bullet} =
		glyphs;
	const signs = [
		...[pending, review, done, edited, failed, blocked, recorded, stale, pinned, held, breakpoint],
		...[bullet, frame.topLeft, '?'],
	];
	expect(new Set(signs).size).toBe(signs.length);
	// What is printed line by line has the same signs.
	expect(plainMarks('✓ ◆ ◌ ✗ • ┼')).toBe(`${done} ${review} ${stale} ${failed} ${bullet} ${frame.topLeft}`);
});

test('Read aloud, no place of any screen has frames or rails, and each begins with what it is and ends with its keys', () => {
	const places = placesFor(words, createTheme({spoken: true}));
	for (const {name, node} of places) {
		const heard = heardOf(node).filter(row => row.trim() !== '');
		// What the texts of others hold is theirs.
		const drawn = heard.filter(
			row => /[\u2500-\u259F\uE000\uE001]|[-=]{3}|\||^[^\w`]+$/.test(row) && !row.includes(words),
		);
		expect(drawn, name).toEqual([]);
		expect(heard[0], name).toMatch(/^(OrchestrAI|Some plain words|selected)/);
		expect(
			heard.some(row => row.startsWith('keys: ')),
			name,
		).toBe(true);
	}
});

test('Read aloud, what waits for the person comes before the text that it is about, and that before the list', () => {
	const review = placesFor(words).find(({name}) => name === 'what is asked: review')!;
	const heard = heardOf(review.node);
	const at = (pattern: RegExp) => heard.findIndex(row => pattern.test(row));
	const order = [
		at(/^OrchestrAI, /),
		at(/^Review plan/),
		at(/^here: plan,|^plan,/),
		at(/^operations|^here: operations/),
		at(/^keys: a approve/),
	];
	expect(order).toEqual(order.toSorted((one, other) => one - other));
	expect(order).not.toContain(-1);
});

test('Without colours the pane that has the keys is told by its frame, in ASCII too', () => {
	for (const unicode of [true, false]) {
		const theme = createTheme({color: false, unicode});
		const [heavy, thin] = unicode ? ['┏━ ', '╭─ '] : ['+= ', '+- '];
		const homeAt = (pane: 'pipelines' | 'runs') =>
			frameOf(
				<HomeScreen
					home={{...firstHome, pane}}
					offers={offers}
					now={now}
					{...size}
					shows={() => undefined}
				/>,
				theme,
			);
		expect(homeAt('pipelines')).toContain(`${heavy}pipelines`);
		expect(homeAt('pipelines')).toContain(`${thin}runs`);
		expect(homeAt('runs')).toContain(`${heavy}runs`);
		expect(homeAt('runs')).toContain(`${thin}pipelines`);
	}
});

test('Without colours the tab that is shown, and the list that is, stand in brackets', () => {
	const theme = createTheme({color: false});
	const prompt = placesFor(words).find(({name}) => name === 'tab prompt of plan')!;
	expect(frameOf(prompt.node, theme)).toContain('output   [prompt]   versions');
	expect(frameOf(prompt.node, createTheme())).toContain('output   prompt   versions');
	const narrow = (
		<HomeScreen home={firstHome} offers={offers} now={now} columns={80} rows={24} shows={() => undefined} />
	);
	expect(frameOf(narrow, theme)).toMatch(/\[pipelines 4\] {2}runs 2/);
});

test('Without colours what was added and what was removed have their signs, and each status its glyph', () => {
	const theme = createTheme({color: false});
	const at = (name: string) => frameOf(placesFor(words).find(place => place.name === name)!.node, theme);
	expect(at('what differs in an output')).toMatch(/1 - Some plain words.*│ 1 \+ Some plain words/);
	expect(at('the page about what changed')).toMatch(
		/\+ Some plain words +added[\s\S]*- Some plain words +removed/,
	);
	expect(at('how it ended')).toMatch(/✗ code[\s\S]*✎ plan/);
	expect(at('an edit that is proposed')).toMatch(/◌ code/);
});

test('Read aloud, a text that is nothing but a mark marks nothing', () => {
	const said = heardOf(
		<UntrustedLine spans={[{text: selectedMark}, {text: keysMark}, {text: ' one of many'}]} />,
	);
	expect(said[0]).toBe('\uFFFD\uFFFD one of many');
	expect(
		heardOf(<UntrustedLine spans={[{text: selectedMark, mark: true}, {text: ' one of many'}]} />)[0],
	).toBe('selected: one of many');
});

test('Read aloud, a row of a list is heard to its end, however long it is', () => {
	const description = `Makes ${'one thing of another, and '.repeat(12)}ends`;
	const heard = heardOf(
		<HomeScreen
			home={firstHome}
			offers={{...offers, pipelines: [pipeline('long', {description})]}}
			now={now}
			columns={80}
			rows={40}
			shows={() => undefined}
		/>,
	);
	expect(heard).toContainEqual(expect.stringContaining(`long  ${description}  2 operations`));
});

test('Read aloud, no text is cut at any place, however long it is', () => {
	const long = `Begins ${'with one word and another, '.repeat(6)}and ends`;
	const cut = placesFor(long, createTheme({spoken: true})).flatMap(({name, node}) =>
		heardOf(node)
			.filter(row => /\u2026|~/.test(row) || (row.includes('Begins') && !row.includes('and ends')))
			.map(row => `${name}: ${row}`),
	);
	expect(cut).toEqual([]);
});

test('Read aloud, figures have a word, and of what is beside the text it is told that it is', () => {
	const at = (name: string) => heardOf(placesFor(words).find(place => place.name === name)!.node).join('\n');
	expect(at('tab prompt of plan')).toMatch(/\ntab prompt; others: output, versions/);
	expect(at('what differs in an output')).toMatch(/\n1 removed: .*\n1 added: Some plain words/);
	const home = (
		<HomeScreen home={firstHome} offers={offers} now={now} columns={80} rows={40} shows={() => undefined} />
	);
	expect(heardOf(home)).toContain('here: 4 pipelines; the other list: 2 runs');
});
