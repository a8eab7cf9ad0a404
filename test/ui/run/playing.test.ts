import {describe, expect, test} from 'vitest';
import type {PlayOutcome} from '../../../source/core/ports.ts';
import type {Playable} from '../../../source/ui/intentions.ts';
import {footKeys} from '../../../source/ui/keys/keymap.ts';
import {aRun, type Run} from '../a-run.ts';
import {aReplay} from '../replay/a-replay.ts';
import {atTheControls} from './at-the-controls.ts';

const wellPlayed: PlayOutcome = {
	exit_code: 0,
	signal: null,
	left: false,
	duration_ms: 12_000,
	tail: '',
	made_files: [],
};

function allowRuns(run: Run, allow_run: 'sandbox' | 'never'): void {
	run.emit({type: 'run-resumed', settings: {...run.state().settings, allow_run}});
}

function writeProgram(run: Run): void {
	run.begin('code', 'engineer');
	run.emit({
		type: 'files-written',
		output_name: 'code',
		module: 'engineer',
		attempt: 1,
		by: 'model',
		files: {'main.py': 'hash'},
		contents: {hash: 'print(1)\n'},
		deleted: [],
		refused: [],
	});
}

/** Somebody before a run whose engineer has written a program, which is selected. */
function person({
	found = {command: 'python3 main.py', caged: true, network: false, asks: false} as
		| Playable
		| {why: string}
		| Promise<Playable>,
	outcome = async (): Promise<PlayOutcome | {why: string}> => wellPlayed,
} = {}) {
	const run = aRun();
	allowRuns(run, 'sandbox');
	writeProgram(run);
	const played: string[] = [];
	const at = atTheControls({
		view: run,
		intentions: {
			playing: {
				find: async () => found,
				play(output_name, terminal) {
					played.push(`${output_name}, ${at.mode()}`);
					return terminal.lend(outcome);
				},
			},
		},
		now: () => run.clock.time,
	});
	at.key('g', 'down', 'down');
	const settled = () => new Promise(resolve => setImmediate(resolve));
	const words = () => footKeys(at.mode() as 'browse', at.controls.facts()).map(({word}) => word);
	return {...at, run, played, settled, words};
}

describe('the key that plays a program', () => {
	test('lends the terminal, during which no key is heard, and tells how it ended', async () => {
		const ended = Promise.withResolvers<PlayOutcome>();
		const at = person({outcome: () => ended.promise});
		expect(at.controls.screen().selected).toBe('code');
		at.key('t');
		await at.settled();
		expect(at.played).toEqual(['code, away']);
		at.key('q', 'space');
		ended.resolve(wellPlayed);
		await at.settled();
		expect(at.mode()).toBe('browse');
		expect(at.notice()).toBe('It ended: exit 0 after 12s.');
		expect(at.heard).toEqual([]);
	});

	test.each([
		[{exit_code: 1}, 'It ended: exit 1 after 12s.', 'attention'],
		[{exit_code: null, signal: 'SIGSEGV'}, 'It was ended by SIGSEGV after 12s.', 'attention'],
		[{exit_code: null, signal: 'SIGKILL', left: true}, 'You came back from it after 12s.', 'good'],
		[{made_files: ['a', 'b']}, 'It ended: exit 0 after 12s. It made 2 files, kept in made/.', 'good'],
	])('tells that it went like %j', async (how, text, tone) => {
		const at = person({outcome: async () => ({...wellPlayed, ...how})});
		at.key('t');
		await at.settled();
		expect(at.controls.screen().notice).toEqual({text, tone});
	});

	test('asks first where it has to, with what would run and where', async () => {
		for (const [caged, network, question] of [
			[true, false, 'Play `python3 main.py` in the cage, without network?'],
			[true, true, 'Play `python3 main.py` in the cage, with network?'],
			[false, false, 'Play `python3 main.py` without a cage? It can do then whatever you can.'],
		] as const) {
			const at = person({found: {command: 'python3 main.py', caged, network, asks: true}});
			at.key('t');
			await at.settled();
			expect(at.controls.screen().confirm?.question).toBe(question);
			at.key('n');
			expect(at.played).toEqual([]);
			at.key('t');
			await at.settled();
			at.key('y');
			expect(at.played).toHaveLength(1);
			await at.settled();
			expect(at.notice()).toBe('It ended: exit 0 after 12s.');
		}
	});

	test('says why nothing can be played, and what could not be started', async () => {
		const none = person({found: {why: 'Nothing says which of these files starts the program: a.txt.'}});
		none.key('t');
		await none.settled();
		expect(none.notice()).toBe('Nothing says which of these files starts the program: a.txt.');
		const missing = person({outcome: async () => ({why: 'There is no program called go on this machine.'})});
		missing.key('t');
		await missing.settled();
		expect(missing.notice()).toBe('There is no program called go on this machine.');
		const broken = person({outcome: () => Promise.reject(new Error('no terminal'))});
		broken.key('t');
		await broken.settled();
		expect(broken.mode()).toBe('browse');
		expect(broken.notice()).toBe('That did not work: no terminal');
	});

	test('waits while it is not known how it would run, and gives way to what the person does meanwhile', async () => {
		const known = Promise.withResolvers<Playable>();
		const at = person({found: known.promise});
		at.key('t', 't', 'up', 'down', '?');
		known.resolve({command: 'python3 main.py', caged: true, network: false, asks: false});
		await at.settled();
		expect(at.played).toEqual([]);
		at.key('?', 't', 't');
		await at.settled();
		expect(at.played).toEqual(['code, away']);
	});

	test('is off, with the reason, where there are no files and where no programs are run', () => {
		const at = person();
		at.key('up', 't');
		expect(at.notice()).toBe('There is no program to play here: it has no files.');
		at.key('down');
		allowRuns(at.run, 'never');
		at.key('t');
		expect(at.notice()).toBe('Programs are not run here (--allow-run never).');
		expect(at.played).toEqual([]);
	});

	test('is on the foot where files are looked at', () => {
		const at = person();
		expect(at.words()).not.toContain('play');
		at.key('>', '>', '>');
		expect(at.controls.screen().tab).toBe('files');
		expect(at.words()).toContain('play');
	});

	test('does nothing in a recording, and says so', () => {
		const {playback} = aReplay();
		const at = atTheControls({view: playback, playback, now: () => 0});
		at.key('t');
		expect(at.notice()).toBe('This is a recording: none of its programs is played here.');
	});
});
