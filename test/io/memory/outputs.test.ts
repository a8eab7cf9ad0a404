import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmdirSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {type EventDraft, stamp} from '../../../source/core/events.ts';
import {createOutputsKeeper} from '../../../source/io/memory/outputs.ts';
import {findOutputsBehind} from '../../../source/io/memory/outputs-behind.ts';
import {createRedactor} from '../../../source/io/memory/redact.ts';
import {answered} from './example-events.ts';
import {temporaryFolder} from './temporary-folder.ts';

const chosen = (output_name: string): EventDraft => ({type: 'version-chosen', output_name, version: 1});

function keep(folder: string, texts: Record<string, string>) {
	const keeper = createOutputsKeeper(folder, {
		textOf: name => texts[name] ?? null,
		redact: createRedactor(['sk-0123456789abcdef']),
	});
	const change = async (name: string, text: string) => {
		texts[name] = text;
		keeper.onEvent(stamp(chosen(name), 0));
		await keeper.settled();
	};
	return {keeper, change};
}

test('Each output’s file holds its current version, byte by byte, and no key', async () => {
	const folder = join(temporaryFolder(), 'outputs');
	const {change} = keep(folder, {});
	await change('plan', 'one\r\n');
	await change('plan', 'two — é\n\tsk-0123456789abcdef');
	await change('what / ever', 'three');
	expect(readFileSync(join(folder, 'plan.md'), 'utf8')).toBe('two — é\n\t[redacted]');
	expect(readdirSync(folder).sort()).toEqual(['plan.md', 'what%20%2F%20ever.md']);
});

test('Of versions that follow each other at once the last one stays', async () => {
	const folder = temporaryFolder();
	const texts: Record<string, string> = {};
	const {keeper} = keep(folder, texts);
	for (let version = 0; version < 100; version++) {
		texts.plan = `version ${version}`;
		keeper.onEvent(stamp(chosen('plan'), 0));
	}
	await keeper.settled();
	expect(readFileSync(join(folder, 'plan.md'), 'utf8')).toBe('version 99');
});

test('Events that change no output, and outputs without a text, write nothing', async () => {
	const folder = temporaryFolder();
	const {keeper} = keep(folder, {output_1: 'x'});
	keeper.onEvent(answered(1));
	keeper.onEvent(stamp(chosen('absent'), 0));
	await keeper.settled();
	expect(readdirSync(folder)).toEqual([]);
});

test('An output that cannot be kept is told when all is settled, and the others are kept', async () => {
	const folder = temporaryFolder();
	mkdirSync(join(folder, 'plan.md'));
	const {change} = keep(folder, {});
	await expect(change('plan', 'x')).rejects.toThrow(/Could not keep .*plan\.md up to date: .*memory log/);
	await expect(change('code', 'y')).rejects.toThrow(/plan\.md/);
	expect(readFileSync(join(folder, 'code.md'), 'utf8')).toBe('y');
	rmdirSync(join(folder, 'plan.md'));
	expect(readdirSync(folder)).toEqual(['code.md']);
});

test('A first text that is long, and one that a link leads away from, go into their own file', async () => {
	const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
	writeFileSync(join(elsewhere, 'other'), 'not ours');
	symlinkSync(join(elsewhere, 'other'), join(folder, 'plan.md'));
	symlinkSync(join(elsewhere, 'nothing'), join(folder, 'code.md'));
	const long = '😀é'.repeat(100_000);
	const {change} = keep(folder, {});
	for (const name of ['plan', 'code', 'long']) await change(name, long);
	for (const name of ['plan.md', 'code.md', 'long.md'])
		expect(readFileSync(join(folder, name), 'utf8')).toBe(long);
	expect(readFileSync(join(elsewhere, 'other'), 'utf8')).toBe('not ours');
	expect(readdirSync(elsewhere)).toEqual(['other']);
	expect(readdirSync(folder)).toHaveLength(3);
});

test('While a thousand outputs are written everything else has its turn', async () => {
	const names = Array.from({length: 1000}, (_, number) => `output_${number}`);
	const folder = join(temporaryFolder(), 'outputs');
	const {keeper} = keep(folder, Object.fromEntries(names.map(name => [name, name])));
	keeper.renew(names);
	const written: number[] = [];
	const look = () => {
		written.push(existsSync(folder) ? readdirSync(folder).length : 0);
		if (keeper.writing() !== null) setImmediate(look);
	};
	setImmediate(look);
	await keeper.settled();
	expect(readdirSync(folder)).toHaveLength(names.length);
	expect(written.filter(count => count > 0 && count < names.length)).not.toEqual([]);
});

test('What did not reach the disk whole is found: without a text, some pages of one, zeros in place of the others', async () => {
	const folder = temporaryFolder();
	const text = 'é😀 '.repeat(3000);
	const bytes = Buffer.from(text);
	const pages = bytes.subarray(0, 8192);
	const written: Record<string, Buffer> = {
		none: Buffer.alloc(0),
		pages,
		zeros: Buffer.concat([bytes.subarray(0, 5000), Buffer.alloc(bytes.length - 5000)]),
		whole: bytes,
		shortened: bytes.subarray(0, 8000),
		continued: Buffer.concat([pages, Buffer.from('by hand')]),
		other: Buffer.alloc(8192, 'x'),
	};
	for (const [name, there] of Object.entries(written)) writeFileSync(join(folder, `${name}.md`), there);
	const outputs = Object.keys(written).map(output_name => ({
		output_name,
		versions: ['before', text],
		current: text,
	}));
	expect(await findOutputsBehind(folder, outputs, createRedactor([]))).toEqual(['none', 'pages', 'zeros']);
});

test('What a killed writer left behind is found: missing, older or half-written files, but none that was changed by hand', async () => {
	const folder = temporaryFolder();
	const written: Record<string, string> = {
		'current.md': 'two',
		'older.md': 'one',
		'changed.md': 'by hand',
		'missing.md.9dd2db8f-181e-4912-bdf3-49eb6dd4adac.tmp': 'tw',
	};
	for (const [name, text] of Object.entries(written)) writeFileSync(join(folder, name), text);
	const outputs = ['current', 'older', 'changed', 'missing'].map(output_name => ({
		output_name,
		versions: ['one', 'two'],
		current: 'two',
	}));
	const none = {output_name: 'none', versions: [], current: null};
	const behind = await findOutputsBehind(folder, [...outputs, none], createRedactor([]));
	expect(behind).toEqual(['older', 'missing']);

	const {keeper} = keep(folder, {older: 'two', missing: 'two'});
	keeper.renew(behind);
	await keeper.writing();
	expect(readdirSync(folder).sort()).toEqual(['changed.md', 'current.md', 'missing.md', 'older.md']);
	expect(readFileSync(join(folder, 'older.md'), 'utf8')).toBe('two');
	expect(readFileSync(join(folder, 'changed.md'), 'utf8')).toBe('by hand');
});
