import type {FileManifest, RunEvent} from '../events.ts';

/** A text that an event holds, and what it is in it. */
export type FoundIn = {
	text: string;
	kind:
		| 'request'
		| 'system prompt'
		| 'prompt'
		| 'answer'
		| 'output'
		| 'file'
		| 'question'
		| 'reply'
		| 'draft'
		| 'feedback'
		| 'printed';
	output_name: string | null;
	/** Of an output. */
	version?: number;
	/** Of a file. */
	path?: string;
};

/** The texts of an event that a person may look for, what was said first. */
export function textsOf(event: RunEvent): FoundIn[] {
	const output_name = 'output_name' in event ? event.output_name : null;
	const some = (kind: FoundIn['kind'], text: string | null, more: Partial<FoundIn> = {}): FoundIn[] =>
		text ? [{kind, text, output_name, ...more}] : [];
	switch (event.type) {
		case 'run-started':
			return [
				...some('request', event.request),
				...event.answers.flatMap(({name, text}) => some('reply', text, {output_name: name})),
				...Object.entries(event.initial_files).flatMap(([path, text]) => some('file', text, {path})),
				...systemPrompts(event.system_prompts),
			];
		case 'pipeline-changed':
			return systemPrompts(event.system_prompts);
		case 'module-started':
			return some('prompt', event.prompt);
		case 'model-asked':
			return event.messages.flatMap(message =>
				'content' in message
					? some(message.role === 'system' ? 'system prompt' : 'prompt', message.content)
					: some('prompt', event.prompt),
			);
		case 'model-answered':
		case 'model-failed':
			return some('answer', event.response);
		case 'answer-reused':
			return [
				...some(event.call === null ? 'output' : 'answer', event.response),
				...filesOf(event.contents, event.files, output_name),
			];
		case 'question-asked':
			return some('question', event.question);
		case 'question-answered':
			return some('reply', event.response);
		case 'draft-shown':
			return some('draft', event.text);
		case 'draft-decided':
			return [...some('feedback', event.feedback), ...some('draft', event.response)];
		case 'direction-given':
			return some(event.course === 'edit' ? 'output' : 'feedback', event.response);
		case 'files-written':
			return filesOf(event.contents, event.files, output_name);
		case 'program-ran':
			return [...some('printed', event.stdout), ...some('printed', event.stderr)];
		case 'review-decided':
			return [
				...some('feedback', event.feedback),
				...some('output', event.response, {version: event.version}),
			];
		case 'module-finished':
			return some('output', event.response, {version: event.version});
		case 'output-edited':
			return [
				...some('output', event.response, {version: event.version}),
				...filesOf(event.contents, event.files, output_name),
			];
		case 'prompt-edited':
			return [...some('system prompt', event.system), ...some('prompt', event.supplement)];
		default:
			return [];
	}
}

function systemPrompts(prompts: Record<string, string>): FoundIn[] {
	return Object.entries(prompts).map(([output_name, text]) => ({kind: 'system prompt', text, output_name}));
}

function filesOf(
	contents: Record<string, string> | undefined,
	files: FileManifest | undefined,
	output_name: string | null,
): FoundIn[] {
	const paths = new Map(Object.entries(files ?? {}).map(([path, hash]) => [hash, path]));
	return Object.entries(contents ?? {}).map(([hash, text]) => ({
		kind: 'file',
		text,
		output_name,
		path: paths.get(hash),
	}));
}
