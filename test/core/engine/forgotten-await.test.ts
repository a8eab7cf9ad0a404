/** What becomes of a module of one's own that forgets to wait for what it began. */
import {expect, test} from 'vitest';
import {defineModule, type ModuleContext, type ModuleResult} from '../../../source/core/module.ts';
import type {Model} from '../../../source/core/ports.ts';
import {bench} from '../../helpers/crew.ts';
import {slowStream, stopped} from '../../helpers/slow-model.ts';

const pipeline = 'pipeline:\n  - {module: hasty, inputs: [], output_name: a}\n';

/** What TypeScript would not let pass; many modules are JavaScript. */
const asAnswer = (promise: Promise<unknown>) => promise as unknown as string & {text: string; usage: string};

type Run = (context: ModuleContext) => unknown;

function begin(run: Run, more: {own?: boolean; writes?: boolean; model?: Partial<Model>} = {}) {
	const {own = true, writes = false, model} = more;
	return bench(pipeline, {
		modules: [
			defineModule({
				name: 'hasty',
				describe: 'Does not wait.',
				writes,
				run: run as (context: ModuleContext) => ModuleResult,
			}),
		],
		whereabouts: () => (own ? trace => (trace === null ? 'the file' : 'a place') : null),
		...(model ? {model} : {answer: () => 'An answer.'}),
		human: {ask: async () => ({kind: 'said', text: 'Ada'})},
	});
}

async function failureOf(run: Run, more?: Parameters<typeof begin>[1]) {
	const running = begin(run, more);
	expect(await running.engine.run()).toBe('failed');
	return running.store.state().operations.get('a')!.failure!;
}

const settle = () => new Promise(resolve => setTimeout(resolve, 5));
const used =
	'used the promise that `model.ask` gave as if it were the answer: was `await` forgotten? (a place)';
const went = 'returned while `model.ask` still went on: was `await` forgotten? (a place)';

const forgotten: [name: string, run: Run, said: string][] = [
	['its answer is used', ({model}) => asAnswer(model.ask()).text, used],
	['it is put into a text', ({model}) => `Dear ${String(model.ask())}`, used],
	['it is joined to a text', async ({model}) => 'Dear '.concat(asAnswer(model.ask())), used],
	['it is printed as JSON', ({model}) => JSON.stringify({answer: model.ask()}), used],
	[
		'it is told to the model',
		({model, ask}) => model.ask({prompt: asAnswer(ask('Who?'))}),
		'gave `model.ask` a promise instead of what it promises: was `await` forgotten? (a place)',
	],
	[
		'it is logged',
		({model, log}) => log(asAnswer(model.ask())),
		'gave `log` a promise instead of what it promises',
	],
	[
		'it is returned in an object',
		({model}) => ({text: model.ask()}),
		'returned object instead of a text while `model.ask` still went on: was `await` forgotten? (a place)',
	],
	[
		'it is returned as the output',
		({model}) => ({output: model.ask()}),
		'returned object instead of a text while `model.ask` still went on: was `await` forgotten? (a place)',
	],
	[
		'a key is taken that nobody thought of',
		async ({model}) => {
			const answer = asAnswer(model.ask());
			await settle();
			return answer.usage;
		},
		'returned undefined instead of a text and never looked at `model.ask`: was `await` forgotten? (a place)',
	],
	[
		'the promise is of its own making',
		async () => ({output: Promise.resolve('x')}),
		'returned object instead of a text, and its `output` is a promise: was `await` forgotten? (the file)',
	],
	[
		'nobody looks at it',
		({model}) => {
			void model.ask();
			return 'early';
		},
		went,
	],
	[
		'each of a list is asked',
		({model}) => {
			const all: string[] = [];
			const add = async (prompt: string) => void all.push((await model.ask({prompt})).text);
			for (const prompt of ['a', 'b']) void add(prompt);
			return all.join('');
		},
		went,
	],
	[
		'what follows on it is not waited for',
		({model}) => {
			const all: string[] = [];
			void model.ask().then(({text}) => all.push(text));
			return 'early';
		},
		went,
	],
	[
		'a stream is not read',
		({model}) => {
			model.stream();
			return 'early';
		},
		'returned while `model.stream` still went on: was `await` forgotten? (a place)',
	],
	[
		'a question is open',
		({ask}) => {
			void ask('Who?');
			return 'early';
		},
		'returned while `ask` still went on',
	],
	[
		'a question is open that was asked by its longer name',
		({person}) => {
			void person.ask('Who?');
			return 'early';
		},
		'returned while `person.ask` still went on',
	],
	[
		'a program was refused',
		async ({run}) => {
			void run('ls');
			await settle();
			return 'early';
		},
		'returned without looking at `run`, which failed (The module `hasty` ran a program without',
	],
	[
		'a write was refused',
		async ({files}) => {
			void files.write({'a.txt': 'a'});
			await settle();
			return 'early';
		},
		'returned without looking at `files.write`, which failed (The module `hasty` wrote files without declaring that it touches the workspace.): was `await` forgotten? (a place)',
	],
];

test.each(forgotten)(
	'A call without `await` is named as the likely cause, and where it is, when %s.',
	async (_, run, said) => {
		const {message, remedy} = await failureOf(run);
		expect(message).toContain(`The module \`hasty\` ${said}`);
		expect(remedy).toMatch(/\bawait\b/i);
	},
);

test('However long the module went on with something else, a call in a loop that nobody waits for is a failure.', async () => {
	const {message} = await failureOf(
		async ({model}) => {
			for (const prompt of ['a', 'b']) void (async () => (await model.ask({prompt})).text)();
			await settle();
			return 'early';
		},
		{model: {stream: slowStream}},
	);
	expect(message).toContain(went);
});

test('Where something waits for the call, and the module not for that, what to do is said of that.', async () => {
	const {remedy} = await failureOf(({model}) => {
		void (async () => (await model.ask()).text)();
		return 'early';
	});
	expect(remedy).toContain('Await what waits for the call, too');
});

test('What is no text, and nothing tells why, is told with the file of the module.', async () => {
	expect((await failureOf(() => undefined)).message).toBe(
		'The module `hasty` returned undefined instead of a text. (the file)',
	);
	expect((await failureOf(() => undefined, {own: false})).message).toBe(
		'The module `hasty` returned undefined instead of a text.',
	);
	const {message, remedy} = await failureOf(({model}) => model.ask());
	expect(message).toBe('The module `hasty` returned object instead of a text. (the file)');
	expect(remedy).toBe('Return its `text`: a string, or {output, messages}, with strings only.');
});

const fine: [name: string, run: Run][] = [
	['it is awaited', async ({model}) => (await model.ask()).text],
	['what follows on it is returned', ({model}) => model.ask().then(({text}) => text)],
	[
		'it is awaited later',
		async ({model}) => {
			const answer = model.ask();
			await settle();
			return (await answer).text;
		},
	],
	['several are awaited at once', async ({model}) => (await Promise.all([model.ask(), model.ask()]))[1].text],
	[
		'a helper awaits it',
		async ({model}) => {
			const one = async () => (await model.ask()).text;
			return one();
		},
	],
	[
		'a stream is read',
		async ({model}) => {
			let all = '';
			for await (const piece of model.stream()) all += piece;
			return all;
		},
	],
	[
		'a stream is left early',
		async ({model}) => {
			for await (const piece of model.stream()) return piece;
		},
	],
	['a stream’s answer is awaited', async ({model}) => (await model.stream().answer()).text],
];

test.each(fine)('Nothing is said when %s.', async (_, run) => {
	const running = begin(run);
	expect(await running.engine.run()).toBe('done');
	expect(running.output('a')).toBe('An answer.');
});

test('A call that is let go of with `.catch` may come to nothing, as the slower of two.', async () => {
	const running = begin(async ({model}) => {
		const slow = model.ask();
		slow.catch(() => null);
		return Promise.race([slow, Promise.resolve('first')]);
	});
	expect(await running.engine.run()).toBe('done');
	expect(running.output('a')).toBe('first');
	expect(running.events.at(-1)?.type).toBe('run-finished');
});

test('Where one of several failed and that is caught, the output is kept, with a note on the one that goes on.', async () => {
	const model: Partial<Model> = {
		async *stream(request, signal) {
			if (!request.messages.at(-1)!.content.includes('bad')) return yield* slowStream(request, signal);
			yield {type: 'failed', fault: {...stopped, kind: 'bad-request'}};
		},
	};
	const running = begin(
		async ({model}) => {
			try {
				await Promise.all([model.ask({prompt: 'good'}), model.ask({prompt: 'bad'})]);
				return 'all';
			} catch {
				return 'fallback';
			}
		},
		{model},
	);
	expect(await running.engine.run()).toBe('done');
	expect(running.output('a')).toBe('fallback');
	expect(running.store.state().operations.get('a')!.notes).toContain(
		'It returned while `model.ask` still went on, which ended with it (a place): another call had failed.',
	);
});

test('A stream of which some was read, piece by piece, was not forgotten.', async () => {
	const running = begin(async ({model}) => (await model.stream()[Symbol.asyncIterator]().next()).value, {
		model: {stream: slowStream},
	});
	expect(await running.engine.run()).toBe('done');
	expect(running.output('a')).toBe('half');
});

test('A text in which a promise stands is an output with a note, unless it was told such a text.', async () => {
	const running = begin(() => `Dear ${String(Promise.resolve('Ada'))}`);
	expect(await running.engine.run()).toBe('done');
	expect(running.store.state().operations.get('a')!.notes).toEqual([
		'There is “[object Promise]” in the output: was `await` forgotten before what it is made from?',
	]);
});
