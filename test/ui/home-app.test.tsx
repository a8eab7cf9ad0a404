import {render} from 'ink-testing-library';
import stringWidth from 'string-width';
import {afterEach, describe, expect, test, vi} from 'vitest';
import {firstHome, type Home} from '../../source/ui/home/home.ts';
import type {Offers} from '../../source/ui/home/offers.ts';
import {HomeApp} from '../../source/ui/home-app.tsx';
import type {HomeChoice} from '../../source/ui/intentions.ts';
import {createTheme} from '../../source/ui/theme.ts';
import {now, pipeline, run, offers as someOffers} from './home/offers.ts';

const ended: (() => void)[] = [];
afterEach(() => {
	for (const end of ended.splice(0)) end();
});

function show({
	offers = someOffers,
	start = firstHome,
	columns = 120,
	rows = 36,
	refusal = null,
}: {
	offers?: Offers;
	start?: Home;
	columns?: number;
	rows?: number;
	/** Why nothing that is wanted can be done. */
	refusal?: string | null;
} = {}) {
	let current = offers;
	const listeners = new Set<() => void>();
	const choices: HomeChoice[] = [];
	const copied: string[] = [];
	const looked: (string | null)[] = [];
	const done: string[] = [];
	const tell = (what: string) => {
		done.push(what);
		if (refusal !== null) throw new Error(refusal);
		return `Done: ${what}`;
	};
	const view = {
		offers: () => current,
		subscribe(listener: () => void) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		look: (id: string | null) => looked.push(id),
	};
	const screen = render(
		<HomeApp
			view={view}
			start={start}
			theme={createTheme({color: false})}
			intentions={{
				copy: text => copied.push(text),
				reload: async () => {},
				edit: async file => `${file} could not be opened.`,
				lookForModels: () => done.push('look'),
				newPipeline: async (name, template) => tell(`new ${name} ${template}`),
				logIn: async key => tell(`key ${key}`),
				takeModel: async ({model}, howLong) => tell(`${model} ${howLong}`),
			}}
			choose={choice => choices.push(choice)}
			now={() => now}
		/>,
	);
	Object.defineProperties(screen.stdout, {
		columns: {value: columns, configurable: true},
		rows: {value: rows, configurable: true},
	});
	screen.stdout.emit('resize');
	ended.push(screen.unmount);
	return {
		screen,
		choices,
		copied,
		looked,
		done,
		fillIn(next: Offers) {
			current = next;
			for (const listener of listeners) listener();
		},
		frame: () => screen.lastFrame() ?? '',
		sees: (text: string) =>
			vi.waitFor(() => {
				const frame = screen.lastFrame() ?? '';
				expect(frame).toContain(text);
				// The first frame is drawn before the size is known.
				const widest = Math.max(...frame.split('\n').map(line => stringWidth(line)));
				if (columns >= 60) expect(widest).toBe(columns);
			}),
	};
}

const fresh: Offers = {...someOffers, model: null, runs: []};

describe('the home screen', () => {
	test('helps the newcomer on, with the demo under the cursor', async () => {
		const {sees, screen, choices, frame} = show({offers: fresh});
		await sees('no key yet');
		await sees('OrchestrAI runs pipelines of language-model modules under your eye.');
		expect(frame()).toContain('./pipelines/NAME.yml');
		expect(frame()).toContain('i: typed unseen (or orchestrai login)');
		expect(frame()).toContain('m: Ollama, LM Studio or llama.cpp on this');
		screen.stdin.write('\r');
		expect(choices).toEqual([{kind: 'demo'}]);
	});

	test.each([
		[160, 48],
		[120, 36],
		[80, 24],
		[60, 16],
	])('fills %i×%i exactly, keys in the last row', async (columns, rows) => {
		for (const start of [firstHome, {...firstHome, pane: 'runs' as const}, {...firstHome, help: true}]) {
			const {sees, frame} = show({start, columns, rows});
			await sees(start.help ? 'every key' : 'pipelines 4');
			const lines = frame().split('\n');
			expect(lines).toHaveLength(rows);
			for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
			expect(lines.at(-1)).toMatch(start.help ? /esc close/ : /q leave/);
		}
	});

	test('tells what is wrong with the settings when it comes, no longer when it is mended, and once that nothing is watched', async () => {
		const {sees, fillIn, frame, screen} = show();
		await sees('Does engineering');
		fillIn({...someOffers, problem: 'orchestrai.yml:1:1: `rols` is not a key.'});
		await sees('the settings cannot be used');
		await sees('`rols` is not a key.');
		fillIn({...someOffers, unwatched: 'What is saved does not show here by itself (too many).'});
		await sees('does not show here by itself (too many)');
		expect(frame()).not.toContain('the settings cannot be used');
		await sees('gpt-6.1-sol  for draft');
		screen.stdin.write('j');
		await vi.waitFor(() => expect(frame()).not.toContain('by itself'));
	});

	test('opens a pipeline of one’s own in the editor, and says why it could not', async () => {
		const own = pipeline('mine', {source: './pipelines', file: '/here/pipelines/mine.yml'});
		const {sees, screen} = show({offers: {...someOffers, pipelines: [own, ...someOffers.pipelines]}});
		await sees('E edit');
		screen.stdin.write('E');
		await sees('/here/pipelines/mine.yml could not be opened.');
	});

	test('asks for a name and a template, and says what came of it', async () => {
		const {sees, screen, done} = show({offers: {...fresh, pipelines: [pipeline('story')]}});
		await sees('n new');
		screen.stdin.write('ntale');
		await sees('name tale');
		screen.stdin.write('\r');
		await sees('What ./pipelines/tale.yml begins as');
		screen.stdin.write('j\r');
		await sees('Done: new tale empty');
		expect(done).toEqual(['new tale empty']);
		await sees('q leave');
	});

	test('takes a key that is never seen, and keeps what was typed where it does not work', async () => {
		const refused = show({offers: fresh, refusal: 'The key was not stored. It is wrong.'});
		await refused.sees('i log in');
		refused.screen.stdin.write('i');
		await refused.sees('it is not shown');
		refused.screen.stdin.write('sk-abc');
		await refused.sees('6 characters, not shown');
		refused.screen.stdin.write('\r');
		await refused.sees('The key was not stored. It is wrong.');
		await refused.sees('6 characters, not shown');
		expect(refused.screen.frames.join('')).not.toContain('sk-abc');
		expect(refused.done).toEqual(['key sk-abc']);
	});

	test('offers the models of this machine, for the folder or for as long as the app runs', async () => {
		const local = [
			{title: 'Ollama', provider: 'ollama', base_url: 'http://127.0.0.1:1/v1', models: ['qwen3', 'gemma3']},
			{title: 'LM Studio', provider: 'lmstudio', base_url: 'http://127.0.0.1:2/v1', models: []},
		];
		const {sees, screen, done, fillIn, frame} = show({offers: fresh});
		await sees('m local');
		screen.stdin.write('m');
		await sees('Looking for Ollama');
		expect(frame()).not.toContain('answers in this folder');
		fillIn({...fresh, local: []});
		await sees('No server of models answers on this machine');
		fillIn({...fresh, local});
		await sees('LM Studio answers, and has no model yet');
		screen.stdin.write('js');
		await sees('Done: gemma3 session');
		await sees('m: Ollama has qwen3, gemma3; LM Studio');
		screen.stdin.write('m\r');
		await sees('Done: qwen3 folder');
		expect(done).toEqual(['look', 'gemma3 session', 'look', 'qwen3 folder']);
	});

	test('shows one list at a time where there is no room for two', async () => {
		const {sees, screen, frame} = show({columns: 80, rows: 24});
		await sees('Does engineering');
		expect(frame()).not.toContain('interrupted');
		screen.stdin.write('\t');
		await sees('interrupted');
	});

	test('fills in runs and the preview of the selected one as they are read', async () => {
		const reading = run('run-9', {status: 'reading', cost: '', tokens: 0});
		const {sees, looked, fillIn} = show({
			offers: {...someOffers, runs: [reading]},
			start: {...firstHome, pane: 'runs'},
		});
		await sees('reading its log');
		expect(looked).toEqual(['run-9']);
		fillIn({
			...someOffers,
			runs: [run('run-9', {status: 'failed'})],
			previews: new Map([['run-9', {problem: 'Its log is 90 MB long.'}]]),
		});
		await sees('✗ story');
		await sees('Its log is 90 MB long.');
	});

	test('tells in a row of its own why a key does nothing, and the keys stay', async () => {
		const {sees, screen, frame} = show({offers: {...fresh, runs: someOffers.runs}, columns: 60, rows: 16});
		await sees('demo');
		screen.stdin.write('j\r');
		await sees('There is no model to answer yet');
		expect(frame().split('\n')).toHaveLength(16);
		expect(frame().split('\n').at(-1)).toContain('q leave');
	});

	test('shows why a run could not begin in the preview’s place, until the person moves', async () => {
		const report = {title: 'it could not be started', text: 'code: `small` is a role.\nMap it.'};
		const {sees, screen, frame} = show({start: {...firstHome, report}});
		await sees('it could not be started');
		await sees('Map it.');
		screen.stdin.write('j');
		await vi.waitFor(() => expect(frame()).not.toContain('it could not be started'));
	});

	test('copies a path and says which', async () => {
		const {sees, screen, copied} = show({start: {...firstHome, pane: 'runs'}});
		await sees('interrupted');
		screen.stdin.write('y');
		await sees('Copied the path of its folder: /here/runs/run-2');
		expect(copied).toEqual(['/here/runs/run-2']);
	});

	test('starts nothing that cannot be seen', async () => {
		const {sees, screen, choices} = show({columns: 50, rows: 14});
		await sees('keys do nothing');
		screen.stdin.write('\r');
		screen.stdin.write('\u0003');
		expect(choices).toEqual([{kind: 'quit'}]);
	});

	test('handles a batch of keys in order, and chooses once', async () => {
		const {sees, screen, choices} = show();
		await sees('story');
		screen.stdin.write('/sto\r\rq');
		expect(choices).toEqual([{kind: 'run', pipeline: 'story'}]);
	});

	test('shows what files hold without obeying it', async () => {
		const hostile = pipeline('evil\u001B[2J', {
			description: 'wipes\u001B]52;c;AAAA\u0007',
			source: './pipelines',
		});
		const {sees, frame} = show({offers: {...someOffers, pipelines: [hostile]}});
		await sees('evil␛[2J');
		expect(frame()).not.toContain('\u001B]52');
	});
});
