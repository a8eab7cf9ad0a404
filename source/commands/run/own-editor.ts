/** The person's own editor, while a run is on the screen. */
import type {EditOutcome, Terminal} from '../../core/ports.ts';
import {createEditor} from '../../io/editor.ts';
import type {Surroundings} from '../command.ts';
import {createEditing, type Editing} from '../editing.ts';
import type {Calls} from './call.ts';

export type OwnEditor = Omit<Editing, 'during'> & {
	/** Lends the terminal to it. */
	open(text: string, name: string, terminal: Terminal): Promise<EditOutcome>;
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
	const {during, ...editing} = createEditing();
	return {
		open(text, name, terminal) {
			return during(signal => {
				const editor = createEditor({
					folder: drafts,
					environment,
					terminal: calls.quiet(terminal),
					write: sequence => void stdout.send(sequence),
					signal,
				});
				return editor.edit(text, name);
			});
		},
		...editing,
	};
}
