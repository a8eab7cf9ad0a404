import {describe, expect, test, vi} from 'vitest';
import {firstHome} from '../../../source/ui/home/home.ts';
import {pressHome} from '../../../source/ui/home/press.ts';
import {aRun} from '../a-run.ts';
import {offers, pipeline} from '../home/offers.ts';
import {atTheControls} from './at-the-controls.ts';

const hostile = 'ls\u001B[2Jx\u202Ey\u001B';

function reading(text: string) {
	const run = aRun();
	run.begin('request', 'start_module');
	const at = atTheControls({view: run, rawText: () => text, now: () => run.clock.time});
	at.key('g');
	return at;
}

describe('copying a text', () => {
	test('gives it as it is, at once, where nothing is hidden in it', () => {
		const plain = 'Ein Text\n\tmit Tabs\r\nund 👩‍💻.';
		const {key, copied} = reading(plain);
		key('y');
		expect(copied).toEqual([plain]);
	});

	test('says first what is hidden in it, and gives it when the same key comes again', async () => {
		const {key, copied, notice} = reading(hostile);
		key('y');
		expect(copied).toEqual([]);
		expect(notice()).toBe(
			'It holds 3 hidden characters (ESC, U+202E). y again copies it as it is, V as it is shown.',
		);
		key('y');
		expect(copied).toEqual([hostile]);
		await vi.waitFor(() => expect(notice()).toBe('Copied.'));
		key('y');
		expect(copied).toEqual([hostile]);
	});

	test('says it anew when another key came between', () => {
		const {key, copied} = reading(hostile);
		key('y', 'tab', 'y');
		expect(copied).toEqual([]);
		key('y');
		expect(copied).toEqual([hostile]);
	});

	test('gives it as it is shown at a key of its own', async () => {
		const {key, copied, notice} = reading(hostile);
		key('y', 'V');
		expect(copied).toEqual(['ls␛[2Jx⟨U+202E⟩y␛']);
		await vi.waitFor(() =>
			expect(notice()).toBe('As it is shown, with 3 hidden characters (ESC, U+202E) made visible. Copied.'),
		);
	});

	test('names four kinds at most', () => {
		const {key, notice} = reading('\0\u0007\u007F\u009B\u2066');
		key('y');
		expect(notice()).toContain('5 hidden characters (NUL, BEL, DEL, U+009B, …)');
	});

	test('in the editor says it too; what is cut goes out as it is shown, and back in as it was', async () => {
		const run = aRun();
		const {key, copied, notice, controls} = atTheControls({
			view: run,
			drafts: {},
			now: () => run.clock.time,
		});
		run.begin('request', 'start_module');
		run.finish('request', 'start_module', hostile);
		key('g', 'e');
		expect(controls.screen().editing?.text).toBe(hostile);
		key('alt-c');
		expect(copied).toEqual([]);
		expect(notice()).toBe('It holds 3 hidden characters (ESC, U+202E). Alt-C again copies it as it is.');
		key('alt-c');
		expect(copied.pop()).toContain(hostile);
		key('ctrl-x');
		expect(copied.pop()).toContain('ls␛[2Jx⟨U+202E⟩y␛');
		key('ctrl-v');
		expect(controls.screen().editing?.editor.lines.join('\n')).toContain(hostile);
	});
});

test('A path that hides something, or has two lines, is not copied: it would be pasted into a shell.', () => {
	for (const name of ['a\nrm -rf b', 'a\u001B]0;b']) {
		const facts = {
			home: {...firstHome, chosen: {...firstHome.chosen, pipelines: null}},
			offers: {...offers, pipelines: [pipeline(name)]},
			viewport: {page: 1, rows: 0, height: 0},
		};
		const down = pressHome(facts, {name: 'g', text: 'g'}).home;
		const {home, effect} = pressHome({...facts, home: down}, {name: 'y', text: 'y'});
		expect(effect).toBe(null);
		expect(home.notice?.text).toMatch(/^It is not copied: the path of its file holds hidden characters: /);
	}
});
