import type {FileManifest} from '../events.ts';
import type {Parameters} from '../ports.ts';
import type {OperationState, RunState, Version} from '../state/run-state.ts';

/** One operation of one run, as its current output came to be. Null: its log does not tell, or there is none. */
export type Side = {
	state: OperationState;
	module: string;
	inputs: readonly string[];
	/** The current output. */
	version: Version | null;
	system: string | null;
	prompt: string | null;
	/** The prompt, but of its inputs only their names. */
	ownPrompt: string | null;
	/** What it consumed: input → text. */
	given: ReadonlyMap<string, string>;
	/** The models that were asked, each once. */
	models: readonly string[] | null;
	/** What was sent with the first call. */
	parameters: Parameters | null;
	output: string | null;
	files: FileManifest | null;
};

/** Null where the run has no such operation. */
export function sideOf(run: RunState, output_name: string): Side | null {
	const state = run.operations.get(output_name);
	if (!state) return null;
	const version = state.versions[state.current - 1] ?? null;
	const attempt = version?.attempt ?? state.attempt;
	const calls = state.calls.filter(call => call.attempt === attempt);
	const given = new Map<string, string>();
	for (const [name, number] of Object.entries(state.consumed)) {
		const text = run.operations.get(name)?.versions[number - 1]?.text;
		if (text !== undefined) given.set(name, text);
	}

	return {
		state,
		module: state.operation.module,
		inputs: state.operation.inputs,
		version,
		// Recorded answers are counted, though nobody was asked.
		system: state.money.calls === 0 ? null : (version?.basis?.system ?? state.system),
		prompt: state.prompt,
		ownPrompt: state.prompt === null ? null : withoutInputs(state.prompt, given),
		given,
		models: calls.length === 0 ? null : [...new Set(calls.map(({model}) => model))],
		parameters: calls[0]?.parameters ?? null,
		output: version?.text ?? null,
		files: version?.files ?? null,
	};
}

/** `composeTold` puts each input whole under its name: of those sections the name is left, and that it stood there. */
function withoutInputs(prompt: string, given: ReadonlyMap<string, string>): string {
	let rest = prompt;
	for (const [name, text] of given) {
		const heading = `${name.toUpperCase()}:\n`;
		if (text !== '') rest = rest.replace(`${heading}${text}`, () => `${heading}[the whole of ${name}]`);
	}

	return rest;
}
