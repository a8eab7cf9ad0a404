/** What a life left, held against what it said: nothing that was acknowledged is lost, and another can go on. */
import {readdirSync, readFileSync, statSync, utimesSync} from 'node:fs';
import {join} from 'node:path';
import {isDeepStrictEqual} from 'node:util';
import {openLog} from '../../../../source/io/memory/log.ts';
import {isLogProblem} from '../../../../source/io/memory/log-problem.ts';
import {readLog, readLogOf} from '../../../../source/io/memory/reader.ts';
import {eventOf} from './event-of.ts';
import type {Ended} from './start-life.ts';

export type Verdict = {
	/** How many actions can be read. */
	kept: number;
	/** What must not be, in sentences. */
	wrong: string[];
};

/** `found`: the log's bytes before the life, null if there were none. */
export async function judge(
	folder: string,
	found: Buffer | null,
	{acknowledged, afterwards, rescued}: Ended,
): Promise<Verdict> {
	const path = join(folder, 'memory_log.json');
	const wrong: string[] = [];
	const before = found === null ? null : await readLogOf(found, path);
	const hadBefore = before === null || isLogProblem(before) ? 0 : before.count;
	const least = Math.max(acknowledged ?? 0, hadBefore);
	if (afterwards) wrong.push('It said that an action is kept after a flush had failed.');

	const read = await readLog(path);
	if (isLogProblem(read) && (read.kind !== 'missing' || least > 0)) wrong.push(read.problem);
	const kept = isLogProblem(read) ? 0 : read.count;
	if (kept < least) wrong.push(`${least} actions were acknowledged, and ${kept} are kept.`);
	if (!isLogProblem(read) && !isDeepStrictEqual(read.actions, actionsUpTo(kept)))
		wrong.push('The actions are not those that were written.');

	const saved = rescued && (await readLogOf(rescued, 'the rescued log'));
	if (saved && (isLogProblem(saved) || saved.torn || saved.count <= least))
		wrong.push('What was put elsewhere is not all that the run made.');

	// Whoever writes next cuts off what is damaged.
	const damaged = [
		...(before !== null && !isLogProblem(before) && before.torn ? [found!] : []),
		...(!isLogProblem(read) && read.torn ? [readFileSync(path)] : []),
	];
	age(folder);
	const log = await openLog(folder);
	if (isLogProblem(log)) return {kept, wrong: [...wrong, `The next writer: ${log.problem}`]};
	if (log.history.length !== kept)
		wrong.push(`The next writer found ${log.history.length} of ${kept} actions.`);
	log.append(eventOf(kept));
	await log.close();
	const {actions} = JSON.parse(readFileSync(path, 'utf8'));
	if (!isDeepStrictEqual(actions, JSON.parse(JSON.stringify(actionsUpTo(kept + 1)))))
		wrong.push('What the next writer left is not what was kept and its own action.');

	const names = readdirSync(folder);
	const copies = names
		.filter(name => name.includes('.damaged-'))
		.map(name => readFileSync(join(folder, name)));
	for (const bytes of damaged) {
		if (!copies.some(copy => copy.equals(bytes))) wrong.push('A damaged log was cut back without a copy.');
	}

	const stray = names.filter(name => name !== 'memory_log.json' && !name.includes('.damaged-'));
	if (stray.length > 0) wrong.push(`These were left lying: ${stray.join(', ')}.`);
	return {kept, wrong};
}

function actionsUpTo(count: number) {
	return Array.from({length: count}, (_, number) => eventOf(number));
}

/** Of a lock without a word in it nobody knows whose it is: it counts as somebody's for some seconds. */
function age(folder: string): void {
	const anHourAgo = Date.now() / 1000 - 3600;
	for (const name of readdirSync(folder)) {
		const path = join(folder, name);
		if (name.startsWith('lock') && statSync(path).size === 0) utimesSync(path, anHourAgo, anHourAgo);
	}
}

/** What must not be of how it ended, in sentences. */
export function judgeEnd({code, signal, closed, stderr, acknowledged}: Ended, killed: boolean): string[] {
	if (killed) return signal === 'SIGKILL' ? [] : [`It was to be killed, and ended with ${code}.`];
	if (signal !== null) return [`It ended by ${signal}.`];
	if (code === 0) return closed && stderr === '' ? [] : [`It ended well, but said: ${stderr}`];
	if (code !== 1) return [`It ended with ${code}: ${stderr}`];
	if (!isSentence(stderr)) return [`It ended without a sentence: ${stderr}`];
	const [claim, count = 1] = /Its first (?:(\d+) actions are|action is) kept/.exec(stderr) ?? [];
	const kept = claim === undefined ? 0 : Number(count);
	return kept <= (acknowledged ?? 0)
		? []
		: [`It said that ${kept} actions are kept, where ${acknowledged ?? 'none'} were acknowledged.`];
}

/** In one line, from a capital to a full stop, without a stack trace, with a known reason, and told once. */
export function isSentence(text: string): boolean {
	if (/unknown/i.test(text)) return false;
	return /^(?:\p{Lu}|\/)[^\n]*[^.\n]\.\n$/u.test(text) && !/\.\.\s|Could not.*Could not/.test(text);
}
