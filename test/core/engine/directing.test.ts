import {describe, expect, test} from 'vitest';
import type {Direction, Situation} from '../../../source/core/direction.ts';
import type {RunEvent, RunSettings} from '../../../source/core/events.ts';
import {renderCodebase} from '../../../source/core/files/codebase-text.ts';
import {carryOver} from '../../../source/core/fork/carry-over.ts';
import {defineModule} from '../../../source/core/module.ts';
import type {DirectionReply, DirectionRequest, Human} from '../../../source/core/ports.ts';
import type {RecordedDecisions} from '../../../source/core/recorded-decisions.ts';
import {recordedDirections} from '../../../source/core/recorded-directions.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import {bench} from '../../helpers/crew.ts';

const stuck: Situation = {
	about: 'stuck',
	message: 'It still fails.',
	courses: ['hint', 'edit', 'pass', 'give-up'],
	command: 'python3 main.py',
};

/** Asks how to go on, and tells what it was told. */
const seeker = (situation: Situation) =>
	defineModule({
		name: 'seeker',
		describe: 'Asks how to go on.',
		yields: 'codebase',
		writes: true,
		async run({person, files}) {
			await files.write({'main.py': 'print(1)\n'});
			const direction = await person.direct(situation);
			return tell(direction);
		},
	});

function tell(direction: Direction | null): string {
	if (direction?.kind !== 'edit') return JSON.stringify(direction);
	return JSON.stringify({kind: 'edit', files: [...direction.files]});
}

/** Runs the module; `replies` are given in order. */
function directed(
	replies: DirectionReply[],
	{
		situation = stuck,
		yaml = '',
		earlier,
		...more
	}: {
		situation?: Situation;
		yaml?: string;
		settings?: Partial<RunSettings>;
		interactive?: boolean;
		decided?: Partial<RecordedDecisions>;
		earlier?: RunEvent[];
		human?: Partial<Human>;
	} = {},
) {
	const asked: DirectionRequest[] = [];
	const run = bench(`pipeline: [{module: seeker, inputs: [], output_name: out${yaml}}]`, {
		modules: [seeker(situation)],
		interactive: true,
		human: {
			async direct(request) {
				asked.push(request);
				return replies.shift() ?? {kind: 'stop'};
			},
		},
		...(earlier ? {earlier} : {}),
		...more,
	});
	return {...run, asked};
}

describe('a direction', () => {
	test.each<[DirectionReply, Direction]>([
		[
			{kind: 'hint', text: 'Look there.'},
			{kind: 'hint', text: 'Look there.'},
		],
		[
			{kind: 'input', text: 'a\nb'},
			{kind: 'input', text: 'a\nb'},
		],
		[
			{kind: 'model', model: 'large'},
			{kind: 'model', model: 'large'},
		],
		[
			{kind: 'roll-back', iteration: 2},
			{kind: 'roll-back', iteration: 2},
		],
		[{kind: 'pass'}, {kind: 'pass'}],
	])('of $kind reaches the module, and stands in the log', async (reply, told) => {
		const {engine, output, events} = directed([reply]);
		await engine.run();
		expect(JSON.parse(output('out')!)).toEqual(told);
		expect(events.find(({type}) => type === 'direction-given')).toMatchObject({course: told.kind, number: 1});
	});

	test('that is an edit of the code is refused with its reason until it is code', async () => {
		const code = renderCodebase(new Map([['app.py', 'mine\n']]));
		const {engine, output, asked} = directed([
			{kind: 'edit', code: 'no code'},
			{kind: 'edit', code: renderCodebase(new Map([['../out.py', '']]))},
			{kind: 'edit', code},
		]);
		await engine.run();
		expect(asked.map(({problem}) => problem)).toEqual([
			null,
			expect.any(String),
			expect.stringContaining('..'),
		]);
		expect(asked[1]!.typed).toBe('no code');
		expect(JSON.parse(output('out')!)).toEqual({kind: 'edit', files: [['app.py', 'mine\n']]});
	});

	test('that is an edit nothing could run is refused too, and what was typed comes back with the reason', async () => {
		const judge = (files: ReadonlyMap<string, string>) =>
			files.has('main.py') ? null : 'Nothing starts it.';
		const odd = renderCodebase(new Map([['odd.txt', '']]));
		const {engine, asked} = directed([{kind: 'edit', code: odd}, {kind: 'pass'}], {
			situation: {...stuck, judge},
		});
		await engine.run();
		expect(asked[1]).toMatchObject({problem: 'Nothing starts it.', typed: odd});
	});

	test('to let it reach the network is consent for the rest of the run', async () => {
		const {engine, events, store} = directed([{kind: 'network'}]);
		await engine.run();
		expect(events.find(({type}) => type === 'consent-given')).toMatchObject({
			subject: {kind: 'network', command: 'python3 main.py'},
			lasts: 'rest of run',
		});
		expect(store.state().allowed.has('network')).toBe(true);
	});

	test('to stop lets the run go, and it is asked again when that is taken up', async () => {
		const first = directed([{kind: 'stop'}]);
		expect(await first.engine.run()).toBe('stopped');
		const second = directed([{kind: 'pass'}], {earlier: first.events});
		expect(await second.engine.run()).toBe('done');
		expect(second.asked).toHaveLength(1);
	});

	test('that was given before the run broke off is not asked for again, unless the code is another', async () => {
		const first = directed([{kind: 'hint', text: 'Look there.'}]);
		await first.engine.run();
		const given = first.events.findIndex(({type}) => type === 'direction-given');
		const broken = first.events.slice(0, given + 1);
		const again = directed([], {earlier: broken});
		expect(await again.engine.run()).toBe('done');
		expect(again.asked).toEqual([]);
		expect(JSON.parse(again.output('out')!)).toEqual({kind: 'hint', text: 'Look there.'});

		const other = directed([{kind: 'pass'}], {
			earlier: broken,
			situation: {...stuck, message: 'It fails otherwise.'},
		});
		await other.engine.run();
		expect(other.asked).toHaveLength(1);
	});

	test('holds however the run is taken up: without a person, or with other reviews', async () => {
		const patched = seeker({...stuck, about: 'patch', courses: ['run', 'hint']});
		const both = defineModule({
			...patched,
			async run({person, files}) {
				await files.write({'main.py': 'print(1)\n'});
				const patch = await person.direct({...stuck, about: 'patch', courses: ['run', 'hint']});
				return `${tell(patch)} ${tell(await person.direct(stuck))}`;
			},
		});
		const sitting = (more: Parameters<typeof bench>[1]) =>
			bench('pipeline: [{module: seeker, inputs: [], output_name: out}]', {
				modules: [both],
				interactive: true,
				human: {
					direct: async ({about}) => ({kind: 'hint', text: `about the ${about}`}),
					review: async () => ({kind: 'approve'}),
				},
				...more,
			});
		const first = sitting({settings: {review: 'all'}});
		await first.engine.run();
		const last = first.events.findLastIndex(({type}) => type === 'direction-given');
		const broken = first.events.slice(0, last + 1);
		const refuse = {human: {direct: () => Promise.reject(new Error('nobody is to be asked'))}};
		for (const more of [{settings: {review: 'none' as const}}, {interactive: false}]) {
			const again = sitting({...refuse, ...more, earlier: broken});
			await again.engine.run();
			expect(again.output('out')).toBe(first.output('out'));
		}
	});

	test('goes along into a fork of the middle of the operation', async () => {
		const first = directed([{kind: 'hint', text: 'Look there.'}]);
		await first.engine.run();
		const given = first.events.findIndex(({type}) => type === 'direction-given');
		let state = emptyState();
		for (const event of first.events.slice(0, given + 1)) state = reduce(state, event);
		const carried = carryOver(state, state.operations.get('out')!, new Map());
		expect(carried).toMatchObject([{type: 'direction-given', course: 'hint', attempt: 1}]);
	});
});

describe('where nobody is there', () => {
	const recording = async (reply: DirectionReply) => {
		const first = directed([reply]);
		await first.engine.run();
		return recordedDirections(first.events);
	};

	test('a recording’s person is followed on the same code and failure, and that is logged', async () => {
		const recorded = await recording({kind: 'hint', text: 'Look there.'});
		const again = directed([], {interactive: false, decided: {direction: recorded}});
		await again.engine.run();
		expect(JSON.parse(again.output('out')!)).toEqual({kind: 'hint', text: 'Look there.'});
		expect(again.events.map(({type}) => type)).toContain('direction-given');
		const other = directed([], {
			interactive: false,
			decided: {direction: recorded},
			situation: {...stuck, message: 'It fails otherwise.'},
		});
		await other.engine.run();
		expect(JSON.parse(other.output('out')!)).toBeNull();
	});

	test('what was said at the second sight of the same is said at the second', async () => {
		const twice = defineModule({
			...seeker(stuck),
			async run({person, files}) {
				await files.write({'main.py': 'print(1)\n'});
				return `${tell(await person.direct(stuck))} ${tell(await person.direct(stuck))}`;
			},
		});
		const replies = ['first', 'second'];
		const sitting = (more: Parameters<typeof bench>[1]) =>
			bench('pipeline: [{module: seeker, inputs: [], output_name: out}]', {modules: [twice], ...more});
		const first = sitting({
			interactive: true,
			human: {direct: async () => ({kind: 'hint', text: replies.shift()!})},
		});
		await first.engine.run();
		const again = sitting({decided: {direction: recordedDirections(first.events)}});
		await again.engine.run();
		expect(again.output('out')).toBe(first.output('out'));
	});

	test('a recording grants no network', async () => {
		const recorded = await recording({kind: 'network'});
		const again = directed([], {interactive: false, decided: {direction: recorded}});
		await again.engine.run();
		expect(JSON.parse(again.output('out')!)).toBeNull();
		expect(again.store.state().allowed.size).toBe(0);
	});
});

describe('a person is asked how to go on', () => {
	const patch: Situation = {...stuck, about: 'patch', courses: ['run', 'edit', 'hint']};
	const askedWith = async (options: Parameters<typeof directed>[1]) => {
		const {engine, asked} = directed([{kind: 'pass'}], options);
		await engine.run();
		return asked.length;
	};

	test('where a failure would pause, and nowhere else', async () => {
		expect(await askedWith({})).toBe(1);
		expect(await askedWith({interactive: false})).toBe(0);
		expect(await askedWith({yaml: ', on_error: continue'})).toBe(0);
	});

	test('about a patch only where outputs are reviewed', async () => {
		const all = {review: 'all' as const};
		const count = async (options: Parameters<typeof directed>[1]) => {
			const seen: string[] = [];
			const {engine} = directed([], {
				situation: patch,
				...options,
				human: {
					review: async () => ({kind: 'approve'}),
					direct: async ({about}) => {
						seen.push(about);
						return {kind: 'run', rest: false};
					},
				},
			});
			await engine.run();
			return seen.length;
		};
		expect(await count({settings: all})).toBe(1);
		expect(await count({settings: {review: 'declared'}})).toBe(0);
		expect(await count({settings: all, yaml: ', checkpoint: never'})).toBe(0);
	});
});
