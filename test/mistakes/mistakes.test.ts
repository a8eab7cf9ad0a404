/** The mistakes of the first hour, each made with the built program; what is said then stands in mistakes.md. */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {cassettes} from './chapters/cassettes.ts';
import {commandLine} from './chapters/command-line.ts';
import {keysAndModels} from './chapters/keys-and-models.ts';
import {making} from './chapters/making.ts';
import {modules} from './chapters/modules.ts';
import {pipelines} from './chapters/pipelines.ts';
import {runs} from './chapters/runs.ts';
import {theMachine} from './chapters/the-machine.ts';
import {findFaults, forgetBefore, type Mistake, make} from './mistake.ts';

const page = join(import.meta.dirname, 'mistakes.md');
/** Set, the page is written anew: then read it. */
const writes = process.env.ORCHESTRAI_WRITE_MISTAKES !== undefined;
/** Programs at a time. */
const together = 4;

const chapters: {title: string; mistakes: Mistake[]}[] = [
	{title: 'On the command line', mistakes: commandLine},
	{title: 'When beginning', mistakes: making},
	{title: 'In a pipeline', mistakes: pipelines},
	{title: 'With modules and prompts', mistakes: modules},
	{title: 'With keys, endpoints and models', mistakes: keysAndModels},
	{title: 'With recordings', mistakes: cassettes},
	{title: 'With runs', mistakes: runs},
	{title: 'With the machine', mistakes: theMachine},
];

const preface = `# What a newcomer gets wrong, and what the app says

Each message is what the built program said when the mistake was made; only paths, ports, times and versions are
always the same here. \`npm run test:mistakes\` writes this page anew; \`npm test\` compares it. It is to be read from top to
bottom: every message says what happened, where, and what to type or edit next.`;

const kept = sectionsOf(readPage());

afterAll(forgetBefore);

for (const {title, mistakes} of chapters) {
	test(`${title}: every mistake of a newcomer is answered as the page has it, and the answer ends with the next step.`, async () => {
		const told = await inTurns(mistakes, async mistake =>
			mistake.possible === false ? (kept.get(mistake.did) ?? null) : make(mistake),
		);
		const faults = mistakes.flatMap((mistake, at) =>
			mistake.possible === false ? [] : findFaults(mistake, told[at] ?? ''),
		);
		const text = [`## ${title}`, ...told.filter(section => section !== null)].join('\n\n');
		if (writes) written.set(title, text);
		else expect(`${text}\n`).toBe(`${chapterIn(readPage(), title)}\n`);
		expect(faults.join('\n\n')).toBe('');
	});
}

const written = new Map<string, string>();

test('The page holds at least forty mistakes, each once, and nothing besides them.', () => {
	if (writes) {
		const texts = chapters.map(({title}) => written.get(title) ?? chapterIn(readPage(), title));
		writeFileSync(page, `${[preface, ...texts].join('\n\n')}\n`);
	}
	const dids = chapters.flatMap(({mistakes}) => mistakes.map(({did}) => did));
	expect(dids.length).toBeGreaterThanOrEqual(40);
	expect(new Set(dids).size).toBe(dids.length);
	expect([...sectionsOf(readPage()).keys()]).toEqual(dids);
	expect(readPage().startsWith(`${preface}\n\n## `)).toBe(true);
});

/** In their order, a few at a time. */
async function inTurns<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
	const results: R[] = [];
	let next = 0;
	await Promise.all(
		Array.from({length: together}, async () => {
			while (next < items.length) {
				const at = next++;
				results[at] = await act(items[at]!);
			}
		}),
	);
	return results;
}

function readPage(): string {
	try {
		return readFileSync(page, 'utf8');
	} catch (error) {
		if (writes) return '';
		throw error;
	}
}

function chapterIn(text: string, title: string): string {
	const start = text.indexOf(`## ${title}\n`);
	if (start === -1) return '';
	const end = text.indexOf('\n## ', start);
	return text.slice(start, end === -1 ? undefined : end).trimEnd();
}

/** By their headings. */
function sectionsOf(text: string): Map<string, string> {
	const parts = text.split(/^(?=###? )/m).filter(part => part.startsWith('### '));
	return new Map(parts.map(part => [part.slice(4, part.indexOf('\n')), part.trimEnd()]));
}
