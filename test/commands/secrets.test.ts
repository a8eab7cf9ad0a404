import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {readBaseUrl} from '../../source/commands/base-url.ts';
import {UsageError} from '../../source/commands/command.ts';
import {describeForDebugging} from '../../source/commands/describe-for-debugging.ts';
import {refuseKeys} from '../../source/commands/refuse-keys.ts';
import {canary} from '../helpers/canary.ts';
import {startModelServer} from '../helpers/model-server.ts';
import {program, runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {onlyRun, runsIn} from './past-run.ts';

const pipeline = `
defaults: {model_config: {retries: 0}}
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: enhancer, inputs: [request], output_name: better}
`;

/** Everything below a folder that could hold a text. */
function contentsOf(folder: string): string {
	return readdirSync(folder, {recursive: true, encoding: 'utf8'})
		.map(name => join(folder, name))
		.map(path => `${path}\n${statSync(path).isFile() ? readFileSync(path, 'utf8') : ''}`)
		.join('\n');
}

function messageOf(refused: () => unknown): string {
	try {
		refused();
	} catch (error) {
		expect(error).toBeInstanceOf(UsageError);
		return (error as Error).message;
	}
	throw new Error('It was not refused.');
}

function letters(text: string): string[] {
	return [...text];
}

test('A key that the endpoint echoes is nowhere: not in the run’s folder, nor in what is printed, as lines or as JSON.', async () => {
	const server = await startModelServer(({n, headers}) =>
		n % 2 === 1
			? {
					status: 400,
					json: {error: {message: `Bad request with ${headers.authorization}`, headers}},
					headers: {'x-echo': headers.authorization!},
				}
			: {text: `You sent ${headers.authorization}, did you not?`},
	);
	onTestFinished(() => server.close());
	const cwd = makeFolder({'pipeline.yml': pipeline});
	const run = ['run', '--base-url', server.url, '--model', 'm', '--request', 'go'];
	for (const more of [[], ['--json'], ['--debug']]) {
		for (const code of [1, 0]) {
			const outcome = await runHeadless([...run, ...more], {cwd});
			expect(outcome.code).toBe(code);
			expect(outcome.stdout + outcome.stderr).not.toContain(canary);
		}
	}
	expect(server.requests.map(({headers}) => headers.authorization)).toEqual(
		server.requests.map(() => `Bearer ${canary}`),
	);
	expect(runsIn(cwd)).toHaveLength(6);
	expect(contentsOf(cwd)).toContain('You sent');
	expect(contentsOf(cwd)).not.toContain(canary);
});

test('Credentials in a base URL, and a provider’s headers, open the door and are written nowhere.', async () => {
	const password = 'canary-password-0123456789';
	const header = 'canary-header-0123456789';
	const server = await startModelServer(({headers}) => ({
		text: `You sent ${headers.authorization} and ${headers['x-door'] as string}; ${password}, ${header}.`,
	}));
	onTestFinished(() => server.close());
	const cwd = makeFolder({
		'pipeline.yml': `${pipeline}  - {module: realist, inputs: [better], output_name: real, model_config: {model: other/m}}\n`,
		'orchestrai.yml': `providers:\n  - {name: other, base_url: "${server.url}", headers: {X-Door: ${header}}}\n`,
	});
	const url = server.url.replace('://', `://me:${password}@`);
	const run = ['run', '--model', 'better=m', '--request', 'go', '--trust'];
	const env = {OPENAI_BASE_URL: url, OPENAI_API_KEY: undefined};
	const [doctor, models, untrusted] = await Promise.all([
		runHeadless(['doctor'], {cwd, env}),
		runHeadless(['models'], {cwd, env}),
		runHeadless(['run'], {cwd, env}),
	]);
	for (const {stdout, stderr} of [doctor, models, untrusted]) expect(stdout + stderr).not.toContain(password);
	expect(doctor.stdout).toContain(server.url);
	const outcome = await runHeadless(run, {cwd, env});
	expect(outcome).toMatchObject({code: 0});
	const basic = Buffer.from(`me:${password}`).toString('base64');
	expect(server.requests.map(({headers}) => headers.authorization)).toContain(`Basic ${basic}`);
	expect(server.requests.map(({headers}) => headers['x-door'])).toContain(header);
	const kept = contentsOf(join(cwd, 'runs'));
	expect(kept).toContain('You sent');
	expect(kept).toContain(`"base_url":"${server.url}"`);
	for (const secret of [password, header, basic]) {
		expect(kept + outcome.stdout + outcome.stderr).not.toContain(secret);
	}
});

test('A key in the query of a base URL is sent there, and is written nowhere.', async () => {
	const key = 'canary/query-0123456789';
	const written = encodeURIComponent(key);
	const server = await startModelServer(({n}) =>
		n === 1
			? {status: 400, json: {error: {message: `No ?api_key=${written}, that is ${key}.`}}}
			: {text: `You sent ${key}.`},
	);
	onTestFinished(() => server.close());
	const cwd = makeFolder({'pipeline.yml': pipeline});
	const env = {OPENAI_BASE_URL: `${server.url}?api_key=${written}&version=2`, OPENAI_API_KEY: undefined};
	const printed: string[] = [];
	for (const code of [1, 0]) {
		const outcome = await runHeadless(['run', '--model', 'm', '--request', 'go'], {cwd, env});
		expect(outcome.code, outcome.stderr).toBe(code);
		printed.push(outcome.stdout + outcome.stderr);
	}

	for (const name of ['doctor', 'models']) {
		const {stdout, stderr} = await runHeadless([name], {cwd, env});
		printed.push(stdout + stderr);
	}

	expect(printed.join('\n')).toContain(`${server.url}?version=2`);
	const asked = server.requests.map(({search}) => new URLSearchParams(search).get('api_key'));
	expect(asked.slice(0, 2)).toEqual([key, key]);
	const kept = contentsOf(join(cwd, 'runs'));
	expect(kept).toContain('You sent');
	for (const secret of [key, written]) expect(kept + printed.join('')).not.toContain(secret);
});

test('What an endpoint repeats of a key is not shown on the screen, not copied, and not passed on to another endpoint.', async () => {
	const model = await startModelServer(({n, headers}) =>
		n === 1
			? {
					text: `You sent ${headers.authorization}, did you not?`,
					chunks: letters(`You sent ${headers.authorization}, did you not?`),
				}
			: {text: 'fine'},
	);
	onTestFinished(() => model.close());
	const cwd = makeFolder({
		'pipeline.yml': `${pipeline}  - {module: realist, inputs: [better], output_name: real}\n`,
	});
	const terminal = await openTerminal(
		program(
			[
				'run',
				'--base-url',
				model.url,
				'--model',
				'm',
				'--request',
				'go',
				'--review',
				'all',
				'--no-preflight',
			],
			{cwd},
		),
	);
	await terminal.until('You sent Bearer [redacted], did you not?');
	terminal.press('y');
	await terminal.until('Copied');
	expect(terminal.copies()).toEqual(['You sent Bearer [redacted], did you not?']);
	await terminal.until('a approve');
	terminal.press('a');
	const {body} = await model.request(2);
	expect(JSON.stringify(body)).toContain('You sent Bearer [redacted]');
	await terminal.dispose();
});

test('What a model writes into the workspace holds no key either, and a request that holds one is redacted in the log.', async () => {
	const server = await startModelServer(({headers}) => ({
		text: `\`main.py\`\n\`\`\`python\nkey = '${headers.authorization?.split(' ')[1]}'\n\`\`\`\n`,
	}));
	onTestFinished(() => server.close());
	const cwd = makeFolder({
		'pipeline.yml': pipeline.replace('enhancer', 'engineer'),
		'request.txt': 'Use my key',
	});
	const run = ['run', '--base-url', server.url, '--model', 'm', '--request', '-'];
	expect(await runHeadless(run, {cwd, input: `Use ${canary} to print it.`})).toMatchObject({code: 0});
	const {folder} = onlyRun(cwd);
	expect(JSON.stringify(server.requests[0]!.body)).toContain('Use [redacted] to print it.');
	expect(readFileSync(join(folder, 'workspace/main.py'), 'utf8')).toBe("key = '[redacted]'\n");
	expect(readFileSync(join(folder, 'outputs/request.md'), 'utf8')).toBe('Use [redacted] to print it.');
});

test.for([
	['--api-key', ['run', 'p.yml', '--api-key', canary]],
	['--api-key', ['run', 'p.yml', `--api-key=${canary}`]],
	['--apikey', ['run', `--apiKey=${canary}`]],
	['--openai-api-key', ['models', '--openai_api_key', canary]],
	['--key', ['doctor', `--key=${canary}`]],
	['--token', ['run', '--token', 'of-another-kind']],
	['--auth-token', ['run', '--auth-token=of-another-kind']],
	['--my-openrouter-key', ['run', '--my-openrouter-key', 'of-another-kind']],
	['--password', ['resume', '--password', 'of-another-kind']],
	['one of them looks like one', ['login', canary]],
	['one of them looks like one', ['run', canary]],
	['one of them looks like one', [canary]],
	['one of them looks like one', ['run', 'p.yml', '--model', canary]],
	['one of them looks like one', ['run', 'p.yml', `--model=better=${canary}`]],
] as const)(
	'A key on the command line is refused with a sentence that does not repeat it: %s of %j',
	([said, argv]) => {
		const problem = messageOf(() => refuseKeys(argv));
		expect(problem).toContain(said);
		expect(problem).toContain('history');
		expect(problem).not.toMatch(/canary|another-kind/);
	},
);

test('Where a key is meant to stand on the command line nothing is taken for one that is none.', () => {
	const words = [
		'run',
		'p.yml',
		'--max-tokens',
		'5',
		'--request',
		`Explain ${canary}.`,
		'--model',
		'sk-short',
		'key',
		'--set=keys=a',
	];
	expect(() => refuseKeys(words)).not.toThrow();
	expect(readBaseUrl('http://127.0.0.1:9/v1?version=2')).toBe('http://127.0.0.1:9/v1?version=2');
});

test.for([
	'http://me:pass-0123@127.0.0.1:9/v1',
	'http://pass-0123@127.0.0.1:9/v1',
	'http://127.0.0.1:9/v1?api_key=pass-0123',
])('A base URL that opens the door by itself is no argument: %s', url => {
	const problem = messageOf(() => readBaseUrl(url));
	expect(problem).toContain('OPENAI_BASE_URL');
	expect(problem).not.toContain('pass-0123');
});

test('The app itself refuses a key before anything else, also with --debug, and login takes none.', async () => {
	const asked = await Promise.all([
		runHeadless(['run', 'nowhere.yml', '--api-key', canary, '--debug']),
		runHeadless(['login', 'a-key-without-a-prefix']),
	]);
	for (const {code, stdout, stderr} of asked) {
		expect({code, stdout}).toEqual({code: 2, stdout: ''});
		expect(stderr).toContain('a key is never given as an argument');
		expect(stderr).not.toContain('without-a-prefix');
	}
});

test('With --debug an error shows its cause and its fields, but no key in them.', () => {
	const cause = Object.assign(new Error('refused'), {headers: {authorization: `Bearer ${canary}`}});
	const error = new Error('It failed.', {
		cause: Object.assign(cause, {sent: {'x-api-key': 'plain-0123456789-plain'}}),
	});
	const shown = describeForDebugging(error, {
		OPENAI_API_KEY: canary,
		ROUTER_KEY: 'plain-0123456789-plain',
		HOME: '/home',
	});
	expect(shown).toContain('It failed.');
	expect(shown).toContain('refused');
	expect(shown).toMatch(/^\s+at /m);
	expect(shown).not.toContain(canary);
	expect(shown).not.toContain('plain-0123456789-plain');
});

test('A report that somebody has Node write of the app holds no key.', async () => {
	const cwd = makeFolder({
		'p.yml': pipeline.replace('enhancer', 'reporting'),
		'modules/reporting.mjs':
			"export default {name: 'reporting', describe: 'Has a report written', run: () => Array.from({length: 10}, (_, n) => process.report.writeReport(`report${n}.json`)).join()};",
	});
	expect(await runHeadless(['run', 'p.yml', '--request', 'go', '--trust'], {cwd})).toMatchObject({code: 0});
	// Several, since the app's threads are begun meanwhile.
	expect(readFileSync(join(cwd, 'report9.json'), 'utf8')).toContain('"javascriptStack"');
});
