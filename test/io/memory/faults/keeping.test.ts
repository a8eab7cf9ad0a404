/**
 * Outputs, drafts, settings and the workspace: whatever fails while one is written, its file holds the old text or the
 * new one, whole, and what went wrong is told. `npm run test:log` has each system call fail in each way.
 */
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {availableParallelism, tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {createOutputsKeeper} from '../../../../source/io/memory/outputs.ts';
import {findOutputsBehind} from '../../../../source/io/memory/outputs-behind.ts';
import {whyNoCallFails} from '../../../helpers/failing-calls.ts';
import {judgeEnd} from './judge.ts';
import {after, before, type Kind, kinds, nameOf} from './kept-files.ts';
import {type Cell, changing, type Fault, faultsAt, injectionOf, printMatrix} from './matrix.ts';
import {type Injection, type Life, live, type Place} from './traced-life.ts';

const all = process.env.ORCHESTRAI_TEST_LOG_FAULTS === 'all';
const untraced = whyNoCallFails();
const script = fileURLToPath(new URL('keep.ts', import.meta.url));

type Lived = {life: Life; holds: 'old' | 'new' | 'neither'; strays: string[]};

async function keepIn(kind: Kind, inject: Injection | null): Promise<Lived> {
	const folder = mkdtempSync(join(tmpdir(), 'fault-'));
	const traces = mkdtempSync(join(tmpdir(), 'traces-'));
	try {
		const path = join(folder, nameOf[kind]);
		if (before[kind] !== null) writeFileSync(path, before[kind]);
		const life = await live([script, kind, folder], {folder, inject, traces});
		// Who takes a run up after a kill writes anew what was written in part.
		if (kind === 'first output' && life.signal !== null) await renew(folder);
		const text = existsSync(path) ? readFileSync(path, 'utf8') : null;
		const strays = readdirSync(folder).filter(name => name !== nameOf[kind] && !name.endsWith('.damaged'));
		return {life, holds: text === before[kind] ? 'old' : text === after[kind] ? 'new' : 'neither', strays};
	} finally {
		for (const left of [folder, traces]) rmSync(left, {recursive: true, force: true});
	}
}

async function renew(folder: string): Promise<void> {
	const text = after['first output'];
	const redact = (each: string) => each;
	const behind = await findOutputsBehind(
		folder,
		[{output_name: 'plan', versions: [text], current: text}],
		redact,
	);
	const outputs = createOutputsKeeper(folder, {textOf: () => text, redact});
	outputs.renew(behind);
	await outputs.settled();
}

function judge(fault: Fault, {life, holds, strays}: Lived): string[] {
	return [
		...judgeEnd(life, fault === 'killed'),
		...(holds === 'neither' ? ['Its file holds neither the old text nor the new one.'] : []),
		...(life.closed && holds !== 'new' ? ['It went well, and yet the new text is not there.'] : []),
		// Who is killed, or may remove nothing, leaves what it was writing.
		...(strays.length > 0 && !life.signal && fault !== 'EIO from then on' && life.struck?.call !== 'unlink'
			? [`${strays} was left lying.`]
			: []),
	];
}

test.skipIf(untraced !== null)(
	`Whatever fails while an output, a draft, a setting or a generated file is written, it is the old one or the new one, whole, and a sentence tells${untraced === null ? '' : ` (left out: ${untraced})`}.`,
	{timeout: all ? 1_800_000 : 180_000},
	async () => {
		const cases: {kind: Kind; place: Place; fault: Fault}[] = [];
		for (const kind of all ? kinds : (['first output', 'output', 'workspace'] as const)) {
			const undisturbed = await keepIn(kind, null);
			expect(undisturbed).toMatchObject({life: {code: 0, closed: true}, holds: 'new', strays: []});
			const {places} = undisturbed.life;
			const one = (call: string, fault: Fault) => {
				const place = places.findLast(each => each.call === call && changing.has(call))!;
				return {kind, place, fault};
			};
			if (all)
				for (const place of places) for (const fault of faultsAt(place)) cases.push({kind, place, fault});
			else if (kind === 'first output') cases.push(one('write', 'killed'), one('write', 'EDQUOT'));
			else cases.push(one('rename', kind === 'output' ? 'killed' : 'EIO'));
		}

		const cells: Cell[] = [];
		const wrong: string[] = [];
		const left = [...cases];
		const work = async () => {
			for (let next = left.shift(); next; next = left.shift()) {
				const {kind, place, fault} = next;
				let lived = await keepIn(kind, injectionOf(fault, place));
				for (let again = 0; again < 5 && lived.life.struck?.call !== place.call; again++)
					lived = await keepIn(kind, injectionOf(fault, place));
				expect(lived.life.struck?.call).toBe(place.call);
				const ended = lived.life.signal ? 'killed' : lived.life.code === 0 ? 'went on' : 'told';
				cells.push({beginning: kind, place, fault, ended: `${ended}, ${lived.holds}`, counts: ''});
				for (const problem of judge(fault, lived))
					wrong.push(`${kind}, ${injectionOf(fault, place).words}: ${problem}`);
			}
		};
		await Promise.all(Array.from({length: availableParallelism()}, work));
		console.info(
			printMatrix(
				cases.map(
					({kind, place, fault}) =>
						cells.find(cell => cell.beginning === kind && cell.place === place && cell.fault === fault)!,
				),
			),
		);
		expect(wrong).toEqual([]);
	},
);
