/** The person's own editor, on a file of their own, while home is on the screen. */
import type {Terminal} from '../../core/ports.ts';
import {openInEditor} from '../../io/editor.ts';
import {createRedactor} from '../../io/memory/redact.ts';
import type {Surroundings} from '../command.ts';
import {createEditing, type Editing} from '../editing.ts';
import {readSettingsAsTheyAre} from '../read-settings-trusting.ts';
import {keysOf} from '../run/endpoint.ts';
import {keyNamesOf, withoutKeys} from '../run/without-keys.ts';

export type FileEditor = Omit<Editing, 'during'> & {
	/** Settles with what went wrong, a sentence; null if nothing did. */
	open(file: string, terminal: Terminal): Promise<string | null>;
};

export function fileEditorOf(around: Surroundings): FileEditor {
	const {during, ...editing} = createEditing();

	async function edit(file: string, terminal: Terminal, signal: AbortSignal): Promise<string | null> {
		const settings = await readSettingsAsTheyAre(around, {baseUrl: null, given: false});
		return openInEditor(file, {
			// It is nobody's business what the keys are.
			environment: withoutKeys(around.environment, {
				names: keyNamesOf(settings),
				redact: createRedactor(keysOf(settings)),
			}),
			terminal,
			write: sequence => void around.stdout.send(sequence),
			signal,
		});
	}

	return {open: (file, terminal) => during(signal => edit(file, terminal, signal)), ...editing};
}
