/** One run that is killed at each of its moments, and taken up again until it is done. */
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {startModelServer} from '../helpers/model-server.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {findWaste, type SittingCalls} from './count-calls.ts';
import {callsIn, type End, endOf, foldOf, keyOf, type Left, leftIn, namesIn} from './evidence.ts';
import {answerTo, flags, writePipeline} from './pipeline.ts';
import {type Ended, type Moment, sit} from './sitting.ts';

/** An answer comes in so many pieces, with so many ms between them: a moment may lie in the middle of it. */
const pieces = 6;
const pace_ms = 3;

export type Told = {
	/** A line for each kill. */
	story: string[];
	/** What must not be, in sentences. */
	problems: string[];
	/** Null when the run left no log. */
	end: End | null;
	/** The last sitting, which nobody killed. */
	last: Ended;
};

/** `name`: letters and digits, its own among those that run at the same time. */
export async function runCase(name: string, moments: readonly Moment[]): Promise<Told> {
	const program = `said_${process.pid}_${name}.py`;
	const cwd = makeFolder({'pipeline.yml': writePipeline(program)});
	const sittings: SittingCalls[] = [];
	const story: string[] = [];
	const problems: string[] = [];
	/** Damaged logs as the kills left them. */
	const torn: Buffer[] = [];

	for (;;) {
		const moment = moments[sittings.length] ?? null;
		const {ended, asked} = await sitDown(cwd, program, moment);
		const left = await leftIn(cwd);
		const calls = left ? callsIn(foldOf(left.log)) : {answered: [], open: []};
		sittings.push({asked, ...calls});
		if (ended.killed) {
			await untilNothingRuns(program);
			if (left?.log.torn) torn.push(readFileSync(left.path));
			story.push(tellKill(moment!, left, calls));
			continue;
		}

		if (ended.code !== 0) {
			const failures = left
				? foldOf(left.log)
						.operations.values()
						.map(({failure}) => failure?.message)
				: [];
			problems.push(`It ended with ${ended.code}: ${[ended.stderr, ...failures].filter(Boolean).join(' ')}`);
		}
		problems.push(...findWaste(sittings), ...(left ? findDamage(left, torn) : ['It left no log.']));
		if (running(program).length > 0) problems.push('A program still runs.');
		return {story, problems, end: left && endOf(left, program), last: ended};
	}
}

/** Begins the run below `cwd`, or takes it up. */
async function sitDown(
	cwd: string,
	program: string,
	moment: Moment | null,
): Promise<{ended: Ended; asked: string[]}> {
	let tick = () => {};
	const server = await startModelServer(({body}) => {
		const text = answerTo(body, program);
		const size = Math.ceil(text.length / pieces);
		return {
			text,
			chunks: Array.from({length: pieces}, (_, index) => text.slice(index * size, (index + 1) * size)),
			gate() {
				tick();
				return sleep(pace_ms);
			},
		};
	});
	try {
		const begun = await leftIn(cwd);
		const args = [...(begun ? ['resume'] : ['run', ...flags]), '--yes', '--json'];
		const sitting = sit([...args, '--base-url', server.url], {cwd, watched: begun?.folder ?? cwd, moment});
		tick = sitting.tick;
		return {ended: await sitting.ended, asked: server.requests.map(({body}) => keyOf(body))};
	} finally {
		await server.close();
	}
}

function tellKill(
	{ticks, ms}: Moment,
	left: Left | null,
	{answered, open}: ReturnType<typeof callsIn>,
): string {
	const at = `killed ${ms} ms after tick ${ticks}`;
	if (!left) return `${at}: there was no log yet`;
	const {count, torn, actions} = left.log;
	const last = actions.at(-1);
	return `${at}: ${count} actions${torn ? ' and a torn one' : ''}, the last ${last?.type} of ${last && 'output_name' in last ? last.output_name : 'the run'}; ${answered.length} calls answered, ${open.length} open`;
}

/** The log is whole at the end, and each damaged one is kept beside it as it was. */
function findDamage({path, folder}: Left, torn: readonly Buffer[]): string[] {
	JSON.parse(readFileSync(path, 'utf8'));
	const copies = namesIn(folder)
		.filter(name => name.startsWith('memory_log.damaged-'))
		.map(name => readFileSync(join(folder, name)));
	return torn.every(log => copies.some(copy => copy.equals(log))) && copies.length === torn.length
		? []
		: [`${torn.length} logs were torn, and ${copies.length} copies are kept.`];
}

/** Ids of the processes that run it, in the cage or around it. */
function running(program: string): string[] {
	return readdirSync('/proc').filter(pid => {
		if (!/^\d+$/.test(pid)) return false;
		try {
			return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(program);
		} catch (error) {
			if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code!)) return false;
			throw error;
		}
	});
}

/** The cage ends with its parent, if not in the same instant. */
async function untilNothingRuns(program: string): Promise<void> {
	while (running(program).length > 0) await sleep(1);
}
