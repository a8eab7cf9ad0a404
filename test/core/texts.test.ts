import {expect, test} from 'vitest';
import {type EventDraft, type RunEvent, stamp} from '../../source/core/events.ts';
import {hashText} from '../../source/core/hash.ts';
import type {Message} from '../../source/core/ports.ts';
import {rememberTexts, resolveMessages, storeMessages, type TextTable} from '../../source/core/texts.ts';

const system = 'You plan programs. '.repeat(10);
const prompt = 'REQUEST:\nA budget tracker\n\n'.repeat(5);
const messages: Message[] = [
	{role: 'system', content: system},
	{role: 'user', content: prompt},
];

const asked = (stored: EventDraft & {type: 'model-asked'}): RunEvent => stamp(stored, 0);

function ask(table: TextTable, list: Message[], text: string | null): RunEvent & {type: 'model-asked'} {
	return asked({
		type: 'model-asked',
		output_name: 'plan',
		attempt: 1,
		call: 1,
		try: 1,
		parameters: {},
		messages: storeMessages(table, list, text),
		by: 'model',
		prompt: text,
	}) as RunEvent & {type: 'model-asked'};
}

test('A text that an earlier action holds is stored as its hash, and comes back whole', () => {
	const writer: TextTable = new Map();
	const first = ask(writer, messages, null);
	rememberTexts(writer, first);
	const second = ask(writer, messages, null);
	expect(first.messages).toEqual(messages);
	expect(second.messages).toEqual([
		{role: 'system', hash: hashText(system)},
		{role: 'user', hash: hashText(prompt)},
	]);

	const reader: TextTable = new Map();
	for (const event of [first, second]) {
		rememberTexts(reader, event);
		expect(resolveMessages(reader, event.messages)).toEqual(messages);
	}
});

test('A message that repeats the prompt of its own action, or an earlier message, is stored once', () => {
	const event = ask(new Map(), [...messages, {role: 'assistant', content: system}], prompt);
	expect(event.messages).toEqual([
		{role: 'system', content: system},
		{role: 'user', hash: hashText(prompt)},
		{role: 'assistant', hash: hashText(system)},
	]);
	const reader: TextTable = new Map();
	rememberTexts(reader, event);
	expect(resolveMessages(reader, event.messages)[1]!.content).toBe(prompt);
});

test('Answers, outputs, system prompts and the contents of files are held for later messages', () => {
	const texts = ['answer', 'system', 'initial', 'file', 'reused'].map(word => `${word} `.repeat(20));
	const [answer, systemPrompt, initial, file, reused] = texts as [string, string, string, string, string];
	const common = {timestamp: '', module: null, prompt: null, response: null, model: null, output_name: 'a'};
	const table: TextTable = new Map();
	for (const event of [
		{...common, type: 'run-started', system_prompts: {a: systemPrompt}, initial_files: {'a.py': initial}},
		{...common, type: 'module-finished', response: answer},
		{...common, type: 'files-written', contents: {[hashText(file)]: file}},
		{...common, type: 'answer-reused', contents: {[hashText(reused)]: reused}},
	])
		rememberTexts(table, event as unknown as RunEvent);
	const list = texts.map((content): Message => ({role: 'user', content}));
	const stored = storeMessages(table, list);
	expect(stored.every(message => 'hash' in message)).toBe(true);
	expect(resolveMessages(table, stored)).toEqual(list);
});

test('Short texts and texts with lone surrogates are stored as they are', () => {
	const table: TextTable = new Map();
	const broken = `${'x'.repeat(100)}\ud83d`;
	const list: Message[] = [
		{role: 'system', content: 'Be brief.'},
		{role: 'user', content: broken},
		{role: 'user', content: broken},
		{role: 'user', content: broken.toWellFormed()},
	];
	rememberTexts(table, ask(table, list, broken));
	expect(storeMessages(table, list, broken).slice(0, 3)).toEqual(list.slice(0, 3));
	expect(resolveMessages(table, storeMessages(table, list, broken))).toEqual(list);
});

test('A text that the log does not hold is replaced by a note', () => {
	const [message] = resolveMessages(new Map(), [{role: 'user', hash: 'f'.repeat(64)}]);
	expect(message!.content).toContain(`does not hold the text with sha256 ${'f'.repeat(64)}`);
});
