/** The person's own editor, while a run is on the screen. */
import type {EditOutcome, Terminal} from '../../core/ports.ts';
import {createEditor} from '../../io/editor.ts';
import type {Surroundings} from '../command.ts';
import type {Calls} from './call.ts';

export type OwnEditor = {
	/** Lends the terminal to it. */
	open(text: string, name: string, terminal: Terminal): Promise<EditOutcome>;
	isOpen(): boolean;
	/** Has it end; settles once the terminal is taken back. */
	stop(): Promise<void>;
};

export function ownEditorOf({
	drafts,
	environment,
	stdout,
	calls,
}: Pick<Surroundings, 'environment' | 'stdout'> & {
	/** Where what is edited stands meanwhile. */
	drafts: string;
	calls: Calls;
}): OwnEditor {
	let stopping = new AbortController();
	let editing: Promise<unknown> | null = null;
	return {
		async open(text, name, terminal) {
			stopping = new AbortController();
			const editor = createEditor({
				folder: drafts,
				environment,
				terminal: calls.quiet(terminal),
				write: sequence => void stdout.send(sequence),
				signal: stopping.signal,
			});
			const edited = editor.edit(text, name);
			editing = edited.catch(() => undefined);
			try {
				return await edited;
			} finally {
				editing = null;
			}
		},
		isOpen: () => editing !== null,
		async stop() {
			stopping.abort();
			await editing;
		},
	};
}
