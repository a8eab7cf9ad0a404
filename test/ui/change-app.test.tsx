import {render} from 'ink-testing-library';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import type {ChangeChoice, ChangePage} from '../../source/ui/adoption/page.ts';
import {ChangeApp} from '../../source/ui/change-app.tsx';
import {createTheme} from '../../source/ui/theme.ts';

const ended: (() => void)[] = [];
beforeEach(() => void vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']}));
afterEach(() => {
	for (const end of ended.splice(0)) end();
	vi.useRealTimers();
});

const long = Array.from({length: 40}, (_, index) => `line ${index}`).join('\n');
const page: ChangePage = {
	name: 'talk',
	changes: {
		added: ['reality'],
		removed: ['german'],
		changed: [{output_name: 'outline', keys: ['supplement', 'system prompt']}],
		reordered: false,
		budget: false,
		modules: ['shout'],
	},
	adopting: {
		outcomes: [
			{output_name: 'outline', effect: 'anew', last_usd: 0.004, last_ms: 3000},
			{output_name: 'talk', effect: 'perhaps', last_usd: null, last_ms: null},
			{output_name: 'loud', effect: 'pinned', last_usd: 0.5, last_ms: 10},
		],
	},
	texts: [
		{title: 'the pipeline', before: long, after: long.replaceAll('line 2', 'row 2')},
		{title: 'the system prompt of outline', before: 'Be kind.', after: 'Be bold.\u001b[2J'},
	],
};

async function show(shown: ChangePage, columns = 100, rows = 30) {
	const choices: ChangeChoice[] = [];
	const screen = render(
		<ChangeApp page={shown} theme={createTheme({color: false})} choose={choice => choices.push(choice)} />,
	);
	Object.defineProperties(screen.stdout, {
		columns: {value: columns, configurable: true},
		rows: {value: rows, configurable: true},
	});
	screen.stdout.emit('resize');
	ended.push(screen.unmount);
	const settle = () => vi.advanceTimersByTimeAsync(100);
	await settle();
	return {
		choices,
		text: () => screen.lastFrame() ?? '',
		async press(key: string) {
			screen.stdin.write(key);
			await settle();
		},
	};
}

test('It says what changed, what adopting leads to and costs, and scrolls through the difference.', async () => {
	const {text, press} = await show(page);
	expect(text()).toMatch(/\+ reality +added/);
	expect(text()).toMatch(/- german +removed/);
	expect(text()).toMatch(/outline +supplement, system prompt/);
	expect(text()).toMatch(/shout +the module’s code/);
	expect(text()).toMatch(/outline +is made anew +\$0\.004 +3s/);
	expect(text()).toMatch(/talk +so too, if what it is made from comes out otherwise +\$\? +\?/);
	expect(text()).toMatch(/loud +pinned: stays as it is/);
	expect(text()).toMatch(/Up to, as it was last time +\$0\.004\+\?/);
	expect(text()).toContain('the pipeline');
	expect(text()).not.toContain('Be bold.');
	expect(text().split('\n').at(-1)).toContain('ctrl-z shell');
	await press('G');
	expect(text()).toContain('Be bold.␛[2J');
	await press('g');
	expect(text()).toContain('the pipeline');
	await press(' ');
	expect(text()).not.toContain('the pipeline');
});

test('What decides is deaf at first; enter goes on as recorded, a adopts, q leaves, each once.', async () => {
	const early = await show(page);
	await early.press('a');
	expect(early.choices).toEqual([]);
	for (const [key, kind] of [
		['\r', 'keep'],
		['a', 'adopt'],
		['q', 'leave'],
	] as const) {
		const {choices, press} = await show(page);
		await vi.advanceTimersByTimeAsync(300);
		await press(key);
		await press('\r');
		expect(choices).toEqual([{kind}]);
	}
});

test('What cannot be adopted is not offered, and why is told.', async () => {
	const {text, press, choices} = await show(
		{...page, adopting: {cannot: 'No model large.\n\nName one.'}},
		60,
		20,
	);
	await vi.advanceTimersByTimeAsync(300);
	await press('a');
	expect(choices).toEqual([]);
	expect(text()).toContain('No model large.');
	expect(text().split('\n').at(-1)).toMatch(/^ enter go on as recorded {3}q leave/);
});

test('However much changed, each part keeps a row, and nothing is taller than the screen.', async () => {
	const names = Array.from({length: 30}, (_, index) => `operation_${index}`);
	const {text} = await show(
		{
			...page,
			changes: {...page.changes, added: names},
			adopting: {
				outcomes: names.map(output_name => ({output_name, effect: 'anew', last_usd: 0.01, last_ms: 1})),
			},
		},
		60,
		16,
	);
	expect(text().split('\n')).toHaveLength(16);
	expect(text().match(/and \d+ rows more/g)).toHaveLength(2);
	expect(text()).toContain('the pipeline');
});
