import {describe, expect, test} from 'vitest';
import type {RunEvent} from '../../../source/core/events.ts';
import {defineModule, type RunnerDoor} from '../../../source/core/module.ts';
import type {Consent, InstallOutcome, InstallRequest} from '../../../source/core/ports.ts';
import type {Printing} from '../../../source/core/store.ts';
import {bench} from '../../helpers/crew.ts';

type Wanted = Parameters<RunnerDoor['install']>[0] | {files: Record<string, string>};

/** A module that installs what it is told, writing files between; and what came of it. */
async function installing(
	wanted: Wanted[],
	options: {
		consent?: Consent;
		headless?: boolean;
		allow_install?: boolean;
		outcome?: Partial<InstallOutcome>;
		gone?: boolean;
		earlier?: RunEvent[];
		prints?: string[];
	} = {},
) {
	const outcomes: ({denied: string} | InstallOutcome)[] = [];
	const requests: InstallRequest[] = [];
	const subjects: unknown[] = [];
	const seen: (Printing | null)[] = [];
	const installs = defineModule({
		name: 'installs',
		describe: 'Installs.',
		writes: true,
		async run({runner, files}) {
			for (const one of wanted) {
				if ('files' in one) await files.write(one.files);
				else outcomes.push(await runner.install(one));
			}
			return 'done';
		},
	});
	const {engine, store, events} = bench('pipeline: [{module: installs, inputs: [], output_name: out}]', {
		modules: [installs],
		settings: {allow_install: options.allow_install ?? false},
		...(options.earlier ? {earlier: options.earlier} : {}),
		human: options.headless
			? {}
			: {
					async allow({subject}) {
						subjects.push(subject);
						return options.consent ?? {kind: 'given', lasts: 'once'};
					},
				},
		runner: {
			async install(request) {
				requests.push(request);
				for (const text of options.prints ?? []) request.onOutput?.(text);
				seen.push(structuredClone(store.printing('out')));
				return {
					ok: true,
					problem: null,
					command: 'pip',
					requirements: 'requirements' in request ? [request.requirements] : [],
					stdout: '',
					stderr: '',
					duration_ms: 1,
					...options.outcome,
				};
			},
			hasInstalled: async () => !options.gone,
		},
	});
	await engine.run();
	seen.push(store.printing('out'));
	return {outcomes, requests, subjects, events, seen, store};
}

const hostile = {requirements: 'rich==13.9.4 # fine\n-e .\nx @ https://example.org/x.whl\n'};

describe('requirements that are plain', () => {
	test('are asked for with exactly what would run, and once for the rest of the run', async () => {
		const {subjects, requests} = await installing([{requirements: 'b # x\na==1\n'}, {requirements: 'c'}], {
			consent: {kind: 'given', lasts: 'rest of run'},
		});
		expect(subjects).toEqual([
			{
				kind: 'install',
				command: 'pip install --only-binary :all: b a==1',
				caged: true,
				folder: '/nowhere',
				requirements: ['b', 'a==1'],
			},
		]);
		expect(requests).toHaveLength(2);
	});

	test('that are not allowed are denied with the reason', async () => {
		const refused = {kind: 'refused', reason: 'not today'} as const;
		expect((await installing([{requirements: 'a'}], {consent: refused})).outcomes).toEqual([
			{denied: 'not today'},
		]);
	});
});

describe('requirements with unusual lines', () => {
	test.each([
		['the flag', {allow_install: true}],
		['an earlier yes for the rest of the run', {}],
	])('are asked for each time, whatever %s says, and a yes holds once', async (_, options) => {
		const {subjects, requests, events} = await installing([{requirements: 'plain'}, hostile, hostile], {
			...options,
			consent: {kind: 'given', lasts: 'rest of run'},
		});
		expect(subjects.slice(-2)).toEqual(
			[1, 2].map(() =>
				expect.objectContaining({
					unusual: ['-e .', 'x @ https://example.org/x.whl'],
					requirements: expect.any(Array),
				}),
			),
		);
		expect(requests.slice(1)).toEqual([1, 2].map(() => expect.objectContaining({...hostile, unusual: true})));
		const given = events.filter(event => event.type === 'consent-given');
		expect(given.slice(-2).map(({lasts}) => lasts)).toEqual(['once', 'once']);
	});

	test('that are refused are an installation that failed, with the reason and the lines', async () => {
		const {outcomes, requests, events} = await installing([hostile], {
			consent: {kind: 'refused', reason: 'who knows what that is'},
		});
		expect(requests).toEqual([]);
		expect(outcomes).toEqual([expect.objectContaining({ok: false, problem: 'refused'})]);
		const [installed] = events.filter(event => event.type === 'dependencies-installed');
		expect(installed).toMatchObject({ok: false, problem: 'refused'});
		expect(installed!.stderr).toContain('who knows what that is');
		expect(installed!.stderr).toContain('\n  -e .\n  x @ https://example.org/x.whl\n');
	});

	test('are refused where nobody is there, with a reason, also where installing is allowed', async () => {
		const {outcomes, requests} = await installing([hostile], {headless: true, allow_install: true});
		expect(requests).toEqual([]);
		expect(outcomes).toEqual([
			expect.objectContaining({problem: 'refused', stderr: expect.stringContaining('without a person')}),
		]);
	});

	test('that were refused are not asked for again by an attempt that starts again', async () => {
		const first = await installing([hostile], {consent: {kind: 'refused', reason: 'no'}});
		for (const last of ['consent-refused', 'dependencies-installed']) {
			const cut = first.events.findIndex(({type}) => type === last) + 1;
			const again = await installing([hostile], {earlier: first.events.slice(0, cut)});
			expect(again.subjects).toEqual([]);
			expect(again.requests).toEqual([]);
			expect(again.outcomes).toEqual(first.outcomes);
		}
	});
});

describe("the pipeline's own command", () => {
	const command = {command: 'npm ci --omit=dev'};
	const done = (files: Record<string, string>) => [command, {files}, command];

	test('is asked for, and run as it is split', async () => {
		const {subjects, requests} = await installing([command]);
		expect(subjects).toEqual([{kind: 'command', command: command.command, caged: true, folder: '/nowhere'}]);
		expect(requests).toEqual([
			expect.objectContaining({command: ['npm', 'ci', '--omit=dev'], key: expect.stringMatching(/^\w{64}$/)}),
		]);
	});

	test('is not run again while neither it nor a file that says what to install is another one', async () => {
		const {requests, outcomes} = await installing(done({'main.js': 'changed'}));
		expect(requests).toHaveLength(1);
		expect(outcomes[1]).toEqual(outcomes[0]);
	});

	test.each(['package.json', 'web/package-lock.json', 'requirements-dev.txt', 'pyproject.toml'])(
		'is run again when %s changed',
		async path => {
			expect((await installing(done({[path]: '{}'}))).requests).toHaveLength(2);
		},
	);

	test('is run again when a file that it names changed', async () => {
		const by = {command: 'sh ./install.sh'};
		expect((await installing([by, {files: {'install.sh': 'x'}}, by])).requests).toHaveLength(2);
	});

	test('is run again when what it made is gone, and when it failed', async () => {
		expect((await installing([command, command], {gone: true})).requests).toHaveLength(2);
		const failed = {outcome: {ok: false, problem: 'failed'}} as const;
		expect((await installing([command, command], failed)).requests).toHaveLength(2);
	});

	test('is not run again by an attempt that starts again', async () => {
		const first = await installing([command, command]);
		const cut = first.events.findIndex(({type}) => type === 'dependencies-installed') + 1;
		const again = await installing([command, command], {earlier: first.events.slice(0, cut)});
		expect(again.requests).toEqual([]);
		expect(again.outcomes).toEqual(first.outcomes);
	});

	test('that needs a shell is a failure of the pipeline, with its remedy', async () => {
		const {store} = await installing([{command: 'npm ci && npm run build'}]);
		expect(store.state().operations.get('out')!.failure).toMatchObject({
			kind: 'command',
			remedy: expect.stringContaining('debug.install'),
		});
	});
});

test('what an installation prints can be followed while it lasts, by its end', async () => {
	const long = '😀'.repeat(20_000);
	const {seen} = await installing([{requirements: 'a'}], {prints: ['Collecting a\n', long, 'x']});
	expect(seen).toEqual([
		expect.objectContaining({command: 'pip install --only-binary :all: a', purpose: 'install'}),
		null,
	]);
	const {tail} = seen[0]!;
	expect(tail.length).toBeLessThanOrEqual(16 * 1024);
	expect(tail.isWellFormed()).toBe(true);
	expect(tail.endsWith('😀x')).toBe(true);
});
