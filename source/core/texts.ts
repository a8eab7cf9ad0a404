/**
 * Texts that a log holds, by their sha256: prompts, answers, outputs, system prompts, contents of files and
 * messages. A message whose text is held already is stored as its hash alone, so each text is stored once.
 * Writer and reader build the same table by remembering the same events in the same order.
 */
import type {RunEvent, StoredMessage} from './events.ts';
import {hashText} from './hash.ts';
import type {Message} from './ports.ts';

/** sha256 of a text → the text. */
export type TextTable = Map<string, string>;

/** A message shorter than its hash is stored as it is. */
const hashLength = 64;

/** Adds every text that the event holds. Call it for each event, in order, before its messages are resolved. */
export function rememberTexts(table: TextTable, event: RunEvent): void {
	remember(table, event.prompt);
	remember(table, event.response);
	switch (event.type) {
		case 'run-started':
			for (const text of Object.values(event.system_prompts)) remember(table, text);
			for (const text of Object.values(event.initial_files)) remember(table, text);
			break;
		case 'pipeline-changed':
			for (const text of Object.values(event.system_prompts)) remember(table, text);
			break;
		case 'model-asked':
			rememberMessages(table, event.messages);
			break;
		case 'files-written':
			rememberContents(table, event.contents);
			break;
		case 'prompt-edited':
			remember(table, event.system);
			break;
		case 'answer-reused':
			rememberMessages(table, event.messages ?? []);
			if (event.contents) rememberContents(table, event.contents);
			break;
		case 'output-edited':
			if (event.contents) rememberContents(table, event.contents);
			break;
		default:
	}
}

/**
 * Messages as they are stored: by hash where the table holds the text, or where it is the `prompt` that the
 * same action carries; whole otherwise, and the second time within the list by hash.
 */
export function storeMessages(
	table: ReadonlyMap<string, string>,
	messages: readonly Message[],
	prompt: string | null = null,
): StoredMessage[] {
	const here = new Set<string>();
	if (prompt?.isWellFormed()) here.add(hashText(prompt));
	return messages.map(({role, content}) => {
		if (content.length < hashLength || !content.isWellFormed()) return {role, content};
		const hash = hashText(content);
		if (here.has(hash) || table.has(hash)) return {role, hash};
		here.add(hash);
		return {role, content};
	});
}

/**
 * The messages whole again. A text that the log does not hold (it was cut, or held a redacted key) is replaced
 * by a note that says so.
 */
export function resolveMessages(
	table: ReadonlyMap<string, string>,
	stored: readonly StoredMessage[],
): Message[] {
	return stored.map(message =>
		'content' in message
			? message
			: {
					role: message.role,
					content: table.get(message.hash) ?? `[this log does not hold the text with sha256 ${message.hash}]`,
				},
	);
}

/** Lone surrogates hash like U+FFFD: a text that has some could come back as another, so it is never shared. */
function remember(table: TextTable, text: string | null): void {
	if (!text?.isWellFormed()) return;
	const hash = hashText(text);
	if (!table.has(hash)) table.set(hash, text);
}

function rememberMessages(table: TextTable, messages: readonly StoredMessage[]): void {
	for (const message of messages) if ('content' in message) remember(table, message.content);
}

/** Kept under the hash they were stored with: a redacted file is still the file that the manifest means. */
function rememberContents(table: TextTable, contents: Record<string, string>): void {
	for (const [hash, text] of Object.entries(contents)) if (!table.has(hash)) table.set(hash, text);
}
