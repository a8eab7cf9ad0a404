/**
 * What the engine itself costs: `npm run bench:engine [rounds]`. Each round starts the built app anew, against a
 * server of the tests, and takes its figures from the timestamps in the memory log.
 */
import {execFile} from 'node:child_process';
import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {startModelServer} from '../test/helpers/model-server.ts';

const root = join(import.meta.dirname, '..');
const rounds = Number(process.argv[2] ?? 5);

type Action = {type: string; timestamp: string};

/** `output_name: inputs`, all of one prompted module. */
function writePipeline(operations: [name: string, inputs: string[]][]): string {
	const lines = operations.map(
		([name, inputs]) => `  - {module: enhancer, inputs: [${inputs.join(', ')}], output_name: ${name}}`,
	);
	return ['pipeline:', '  - {module: start_module, inputs: [], output_name: request}', ...lines, ''].join(
		'\n',
	);
}

async function timeRun(pipeline: string, delayMs: number): Promise<number[]> {
	const server = await startModelServer(() => ({text: 'fine', chunks: ['fine'], delayMs}));
	const folder = await mkdtemp(join(tmpdir(), 'orchestrai-bench-'));
	try {
		await writeFile(join(folder, 'pipeline.yml'), pipeline);
		await promisify(execFile)(
			process.execPath,
			[
				join(root, 'dist/main.js'),
				'run',
				'--request',
				'go',
				'--base-url',
				server.url,
				'--model',
				'test-model',
			],
			{
				cwd: folder,
				env: {...process.env, ORCHESTRAI_CONFIG_DIR: join(folder, 'config'), OPENAI_API_KEY: ''},
				maxBuffer: 64 * 1024 * 1024,
			},
		);
		const [run] = (await readdir(join(folder, 'runs'))).filter(name => !name.startsWith('.'));
		const log = await readFile(join(folder, 'runs', run!, 'memory_log.json'), 'utf8');
		const {actions} = JSON.parse(log) as {actions: Action[]};
		const marks = ['run-started', 'module-finished', 'run-finished'];
		return actions.filter(({type}) => marks.includes(type)).map(({timestamp}) => Date.parse(timestamp));
	} finally {
		await server.close();
		await rm(folder, {recursive: true, force: true});
	}
}

/** Eight chains of five calls, 200 ms each: nothing can be quicker than the second that one chain takes. */
async function measureWide(): Promise<number> {
	const chains = Array.from({length: 8}, (_, chain) =>
		Array.from({length: 5}, (_, step): [string, string[]] => [
			`c${chain}_${step}`,
			[step === 0 ? 'request' : `c${chain}_${step - 1}`],
		]),
	);
	const marks = await timeRun(writePipeline(chains.flat()), 200);
	return (marks.at(-1)! - marks[0]!) / 1000;
}

/** A chain of 1000 calls that are answered at once: does the thousandth cost more than the first? */
async function measureChain(): Promise<{ratio: number; each_ms: number}> {
	const chain = Array.from({length: 1000}, (_, step): [string, string[]] => [
		`step_${step}`,
		[step === 0 ? 'request' : `step_${step - 1}`],
	]);
	const marks = await timeRun(writePipeline(chain), 0);
	const [start, end] = [marks[0]!, marks.at(-1)!];
	// The 500th of the 1000 calls; the first mark is the start, the second is the request.
	const middle = marks[501]!;
	return {ratio: (end - middle) / (middle - start), each_ms: (end - start) / 1000};
}

function report(name: string, figures: number[], target: string): void {
	const sorted = figures.toSorted((a, b) => a - b);
	const median = sorted[Math.floor(sorted.length / 2)]!;
	const shown = (figure: number) => figure.toFixed(3);
	console.log(
		`${name}: median ${shown(median)}, ${shown(sorted[0]!)} to ${shown(sorted.at(-1)!)} in ${figures.length} rounds${target}`,
	);
}

const wide: number[] = [];
const halves: number[] = [];
const each: number[] = [];
for (let round = 0; round < rounds; round++) {
	wide.push(await measureWide());
	const {ratio, each_ms} = await measureChain();
	halves.push(ratio);
	each.push(each_ms);
}
report('8 wide, 5 deep, 200 ms a call ÷ critical path', wide, ' (at most 1.2)');
report('1000 in a chain, second half ÷ first half', halves, ' (at most 1.3)');
report('1000 in a chain, ms for each', each, '');
